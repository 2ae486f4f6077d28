import kotlinx.coroutines.*

object ResumeAtDepth : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (depth, yields) = sizes
        var sum = 0L
        meter.start()
        val deep = launch {
            val value = descend(depth, yields)
            sum += value
        }
        val partner = launch {
            val value = descend(1, yields)
            sum += value
        }
        joinAll(deep, partner)
        meter.stop()
        sum
    }

    private suspend fun descend(depth: Int, yields: Int): Int {
        if (depth > 1) {
            val below = descend(depth - 1, yields)
            return below + 1
        }
        repeat(yields) { yield() }
        return yields + 1
    }
}
