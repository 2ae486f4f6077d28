import kotlinx.coroutines.*

object AsyncAwait : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (coroutines, live) = sizes
        var sum = 0L
        meter.start()
        repeat(coroutines / live) {
            val results = List(live) { async { it } }
            for (result in results) sum += result.await()
        }
        meter.stop()
        sum
    }
}
