import kotlinx.coroutines.*
import kotlinx.coroutines.flow.*

object FlowTake : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (flows, taken) = sizes
        val ones = flow { while (true) emit(1) }
        var sum = 0L
        meter.start()
        repeat(flows) { ones.take(taken).collect { sum += it } }
        meter.stop()
        sum
    }
}
