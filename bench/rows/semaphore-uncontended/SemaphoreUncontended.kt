import kotlinx.coroutines.*
import kotlinx.coroutines.sync.Semaphore
import kotlinx.coroutines.sync.withPermit

object SemaphoreUncontended : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (times) = sizes
        val semaphore = Semaphore(10)
        var count = 0L
        meter.start()
        repeat(times) {
            semaphore.withPermit { count++ }
        }
        meter.stop()
        count
    }
}
