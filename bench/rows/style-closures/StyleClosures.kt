import kotlinx.coroutines.*

object StyleClosures : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (coroutines, live) = sizes
        var sum = 0L
        meter.start()
        for (from in 0 until coroutines step live) {
            coroutineScope {
                for (i in from until from + live) launch { sum += i }
            }
        }
        meter.stop()
        sum
    }
}
