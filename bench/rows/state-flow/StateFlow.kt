import kotlinx.coroutines.*
import kotlinx.coroutines.flow.MutableStateFlow

object StateFlow : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (elements, collectors) = sizes
        val state = MutableStateFlow(-1)
        var received = 0L
        val jobs = List(collectors) { launch { state.collect { received++ } } }
        yield()
        received = 0 // they have seen the first value
        meter.start()
        for (i in 0 until elements) {
            state.value = i
            yield()
        }
        meter.stop()
        jobs.forEach { it.cancel() }
        received
    }
}
