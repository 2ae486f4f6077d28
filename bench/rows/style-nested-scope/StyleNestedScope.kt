import kotlinx.coroutines.*

object StyleNestedScope : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (scopes) = sizes
        answers(meter, scopes)
    }

    suspend fun answers(meter: Meter, scopes: Int): Long {
        var sum = 0L
        meter.start()
        for (i in 0 until scopes) {
            sum += coroutineScope {
                val near = async { i.toLong() }
                val far = async { i + 1L }
                near.await() + far.await()
            }
        }
        meter.stop()
        return sum
    }
}
