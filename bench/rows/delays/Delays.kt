import kotlinx.coroutines.*

object Delays : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (coroutines, milliseconds) = sizes
        var finished = 0L
        meter.start()
        coroutineScope {
            repeat(coroutines) {
                launch {
                    delay(milliseconds.toLong())
                    finished++
                }
            }
        }
        meter.stop()
        finished
    }
}
