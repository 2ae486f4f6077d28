import kotlinx.coroutines.*
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock

object MutexUncontended : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (times) = sizes
        val mutex = Mutex()
        var count = 0L
        meter.start()
        repeat(times) {
            mutex.withLock { count++ }
        }
        meter.stop()
        count
    }
}
