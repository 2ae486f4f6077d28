import kotlinx.coroutines.*
import kotlinx.coroutines.flow.*

object FlowZip : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (elements) = sizes
        val numbers = flow { for (i in 0 until elements) emit(i) }
        var inOrder = 0L
        meter.start()
        numbers.zip(numbers) { a, b -> a + b }.collect { if (it.toLong() == 2 * inOrder) inOrder++ }
        meter.stop()
        inOrder
    }
}
