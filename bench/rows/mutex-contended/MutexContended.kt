import kotlinx.coroutines.*
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock

object MutexContended : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (coroutines, times) = sizes
        val mutex = Mutex()
        var count = 0L
        meter.start()
        coroutineScope {
            repeat(coroutines) {
                launch {
                    repeat(times) {
                        mutex.withLock {
                            val before = count
                            yield()
                            count = before + 1
                        }
                    }
                }
            }
        }
        meter.stop()
        count
    }
}
