import kotlinx.coroutines.*
import kotlinx.coroutines.flow.*

object FlowMapFilter : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (elements) = sizes
        meter.start()
        val count = (0 until elements).asFlow().map { it + 1 }.filter { it and 1 == 0 }.count()
        meter.stop()
        count.toLong()
    }
}
