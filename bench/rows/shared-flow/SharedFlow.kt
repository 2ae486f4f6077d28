import kotlinx.coroutines.*
import kotlinx.coroutines.flow.MutableSharedFlow

object SharedFlow : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (elements, collectors) = sizes
        val flow = MutableSharedFlow<Int>(extraBufferCapacity = 64)
        var received = 0L
        val jobs = List(collectors) { launch { flow.collect { received++ } } }
        yield()
        meter.start()
        for (i in 0 until elements) flow.emit(i)
        while (received < elements.toLong() * collectors) yield()
        meter.stop()
        jobs.forEach { it.cancel() }
        received
    }
}
