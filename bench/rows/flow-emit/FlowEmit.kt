import kotlinx.coroutines.*
import kotlinx.coroutines.flow.*

object FlowEmit : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (elements) = sizes
        val numbers = flow { for (i in 0 until elements) emit(i) }
        meter.start()
        val count = numbers.map { it + 1 }.filter { it and 1 == 0 }.count()
        meter.stop()
        count.toLong()
    }
}
