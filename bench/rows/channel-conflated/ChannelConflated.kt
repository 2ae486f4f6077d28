import kotlinx.coroutines.*
import kotlinx.coroutines.channels.Channel

object ChannelConflated : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (elements, burst) = sizes
        val channel = Channel<Int>(Channel.CONFLATED)
        var bursts = 0L
        meter.start()
        coroutineScope {
            launch {
                for (i in 0 until elements) {
                    channel.send(i)
                    if (i % burst == burst - 1) yield()
                }
                channel.close()
            }
            launch {
                for (element in channel) if (element % burst == burst - 1) bursts++
            }
        }
        meter.stop()
        bursts
    }
}
