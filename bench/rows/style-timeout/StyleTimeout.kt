import kotlinx.coroutines.*

object StyleTimeout : Workload {
    private suspend fun answer(): Long {
        yield()
        return 1
    }

    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (times) = sizes
        var answers = 0L
        meter.start()
        repeat(times) { answers += withTimeout(1000) { answer() } }
        meter.stop()
        answers
    }
}
