import kotlinx.coroutines.*
import kotlinx.coroutines.flow.*

object FlowCombine : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (elements) = sizes
        val numbers = flow { for (i in 0 until elements) emit(i) }
        var last = 0
        meter.start()
        numbers.combine(numbers) { a, b -> a + b }.collect { last = it }
        meter.stop()
        last.toLong()
    }
}
