import kotlinx.coroutines.*

object ChannelManyKinds : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long {
        val (elements) = sizes
        runBlocking { repeat(elements / 250) { StyleManyKinds.manyKinds() } }
        return ChannelPipe.run(meter, elements, 0)
    }
}
