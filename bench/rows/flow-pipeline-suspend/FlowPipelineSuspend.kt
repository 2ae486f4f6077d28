import kotlinx.coroutines.*
import kotlinx.coroutines.flow.*

object FlowPipelineSuspend : Workload {
    /** A suspend function has a state machine if it calls one, and is called through a reference so that nothing is inlined. */
    private suspend fun increment(n: Int): Int {
        if (n < 0) yield()
        return n + 1
    }

    private suspend fun isPositive(n: Int): Boolean {
        if (n < 0) yield()
        return n > 0
    }

    private fun Flow<Int>.stage(): Flow<Int> = map(::increment).filter(::isPositive)

    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (elements) = sizes
        val numbers = (0 until elements).asFlow().stage().stage().stage().stage().stage()
        meter.start()
        val count = numbers.count()
        meter.stop()
        count.toLong()
    }
}
