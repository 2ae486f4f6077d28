import kotlinx.coroutines.*
import kotlinx.coroutines.flow.*

object FlowPipeline : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (elements) = sizes
        val numbers = (0 until elements).asFlow()
            .map { it + 1 }.filter { it > 0 }
            .map { it + 1 }.filter { it > 0 }
            .map { it + 1 }.filter { it > 0 }
            .map { it + 1 }.filter { it > 0 }
            .map { it + 1 }.filter { it > 0 }
        meter.start()
        val count = numbers.count()
        meter.stop()
        count.toLong()
    }
}
