import kotlinx.coroutines.*
import kotlinx.coroutines.flow.*

object FlowFlatMapMerge : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (flows, elements) = sizes
        meter.start()
        val count = (0 until flows).asFlow().flatMapMerge { (0 until elements).asFlow() }.count()
        meter.stop()
        count.toLong()
    }
}
