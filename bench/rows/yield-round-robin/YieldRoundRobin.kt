import kotlinx.coroutines.*

object YieldRoundRobin : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (coroutines, yields) = sizes
        var resumed = 0L
        meter.start()
        val jobs = List(coroutines) {
            launch {
                repeat(yields) {
                    yield()
                    resumed++
                }
            }
        }
        jobs.joinAll()
        meter.stop()
        resumed
    }
}
