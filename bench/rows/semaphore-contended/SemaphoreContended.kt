import kotlinx.coroutines.*
import kotlinx.coroutines.sync.Semaphore
import kotlinx.coroutines.sync.withPermit

object SemaphoreContended : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (coroutines, permits, times) = sizes
        val semaphore = Semaphore(permits)
        var count = 0L
        var working = 0
        meter.start()
        coroutineScope {
            repeat(coroutines) {
                launch {
                    repeat(times) {
                        semaphore.withPermit {
                            working++
                            yield()
                            if (working <= permits) count++
                            working--
                        }
                    }
                }
            }
        }
        meter.stop()
        count
    }
}
