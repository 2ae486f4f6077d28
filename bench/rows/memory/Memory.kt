import kotlinx.coroutines.*

object Memory : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (coroutines) = sizes
        var waiting = 0L
        meter.start()
        val parent = launch {
            repeat(coroutines) {
                launch {
                    waiting++
                    delay(3_600_000)
                }
            }
        }
        while (waiting < coroutines) yield()
        meter.stop()
        parent.cancelAndJoin()
        waiting
    }
}
