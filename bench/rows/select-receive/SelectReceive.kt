import kotlinx.coroutines.*
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.selects.select

object SelectReceive : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (count, elements) = sizes
        val channels = List(count) { Channel<Int>() }
        var sum = 0L
        meter.start()
        coroutineScope {
            for (channel in channels) {
                launch {
                    for (i in 0 until elements / count) channel.send(i)
                }
            }
            repeat(elements) {
                val element = select {
                    for (channel in channels) channel.onReceive { it }
                }
                sum += element
            }
        }
        meter.stop()
        sum
    }
}
