import kotlinx.coroutines.*

object StyleTryFinally : Workload {
    private var finished = 0L

    private suspend fun step() {
        try {
            yield()
        } finally {
            finished++
        }
    }

    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (coroutines, times) = sizes
        finished = 0
        meter.start()
        coroutineScope {
            repeat(coroutines) {
                launch { repeat(times) { step() } }
            }
        }
        meter.stop()
        finished
    }
}
