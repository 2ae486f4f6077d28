import kotlinx.coroutines.*
import kotlinx.coroutines.channels.Channel

object ChannelPipe : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (elements, capacity) = sizes
        val channel = Channel<Int>(capacity)
        var inOrder = 0L
        meter.start()
        coroutineScope {
            launch {
                for (i in 0 until elements) channel.send(i)
                channel.close()
            }
            launch {
                for (element in channel) if (element.toLong() == inOrder) inOrder++
            }
        }
        meter.stop()
        inOrder
    }
}
