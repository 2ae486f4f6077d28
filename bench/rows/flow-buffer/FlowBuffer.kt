import kotlinx.coroutines.*
import kotlinx.coroutines.flow.*

object FlowBuffer : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (elements, capacity) = sizes
        val numbers = flow { for (i in 0 until elements) emit(i) }
        var inOrder = 0L
        meter.start()
        numbers.buffer(capacity).collect { if (it.toLong() == inOrder) inOrder++ }
        meter.stop()
        inOrder
    }
}
