import kotlinx.coroutines.*
import kotlinx.coroutines.channels.Channel

object ChannelFan : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (senders, receivers, elements) = sizes
        val channel = Channel<Int>()
        var sum = 0L
        meter.start()
        coroutineScope {
            repeat(receivers) {
                launch {
                    for (element in channel) sum += element
                }
            }
            coroutineScope {
                repeat(senders) {
                    launch {
                        for (i in 0 until elements / senders) channel.send(i)
                    }
                }
            }
            channel.close()
        }
        meter.stop()
        sum
    }
}
