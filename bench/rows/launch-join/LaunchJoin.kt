import kotlinx.coroutines.*

object LaunchJoin : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (coroutines, live) = sizes
        var finished = 0L
        meter.start()
        repeat(coroutines / live) {
            val jobs = List(live) { launch { finished++ } }
            for (job in jobs) job.join()
        }
        meter.stop()
        finished
    }
}
