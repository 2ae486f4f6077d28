import kotlinx.coroutines.*
import kotlinx.coroutines.channels.*
import kotlinx.coroutines.flow.*
import kotlinx.coroutines.selects.*
import kotlinx.coroutines.sync.*

object StyleManyKinds : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long = runBlocking {
        val (scopes) = sizes
        repeat(scopes / 50) { manyKinds() }
        StyleNestedScope.answers(meter, scopes)
    }

    suspend fun manyKinds() {
        supervisorScope { launch { yield() } }
        withContext(CoroutineName("named")) { yield() }
        withContext(NonCancellable) { yield() }
        withTimeoutOrNull(60_000) { yield() }
        coroutineScope {
            val numbers = produce { send(1) }
            numbers.consumeEach { }
            val answer = CompletableDeferred<Int>()
            launch { answer.complete(1) }
            answer.await()
            val mutex = Mutex()
            repeat(2) { launch { mutex.withLock { yield() } } }
            val channel = Channel<Int>()
            launch { channel.send(1) }
            select<Unit> {
                channel.onReceive { }
                onTimeout(60_000) { }
            }
        }
        flowOf(1, 2).buffer(1).collect { }
        channelFlow { send(1) }.collect { }
        val parent = SupervisorJob()
        CoroutineScope(parent + Dispatchers.Unconfined).launch { }.join()
        parent.cancelAndJoin()
    }
}
