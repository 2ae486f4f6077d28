import kotlinx.coroutines.*

object CancelChildren : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (coroutines, milliseconds) = sizes
        var waiting = 0
        var cancelled = 0L
        val parent = launch {
            repeat(coroutines) {
                launch {
                    try {
                        waiting++
                        if (milliseconds == 0) awaitCancellation() else delay(milliseconds.toLong())
                    } finally {
                        cancelled++
                    }
                }
            }
        }
        while (waiting < coroutines) yield()
        meter.start()
        parent.cancelAndJoin()
        meter.stop()
        cancelled
    }
}
