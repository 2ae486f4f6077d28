/*
 * The measured process on Kotlin's side: `Main <workload> <clock|heap> <size>...`. Runs the workload once for every line
 * "round" on standard input and answers with a line of JSON, until the input ends. Its twin is harness/node-process.mjs.
 */

/** One job to measure. What happens between `meter.start()` and `meter.stop()` counts. */
interface Workload {
    /** Runs the job once and returns a number that shows that the whole job was done. */
    fun run(meter: Meter, vararg sizes: Int): Long
}

abstract class Meter {
    var measured = 0.0
        private set
    private var before = 0.0

    fun start() {
        before = read()
    }

    fun stop() {
        measured = read() - before
    }

    protected abstract fun read(): Double
}

/** Milliseconds. */
class Clock : Meter() {
    override fun read() = System.nanoTime() / 1e6
}

/** Bytes in use after a garbage collection. */
class Heap : Meter() {
    override fun read(): Double {
        repeat(3) { System.gc() }
        val runtime = Runtime.getRuntime()
        return (runtime.totalMemory() - runtime.freeMemory()).toDouble()
    }
}

fun main(arguments: Array<String>) {
    val workload = Class.forName(arguments[0]).getField("INSTANCE").get(null) as Workload
    val meter = if (arguments[1] == "heap") Heap() else Clock()
    val sizes = IntArray(arguments.size - 2) { sizeOf(arguments[it + 2]) }

    println("""{"versions":"${versions()}"}""")
    while (readlnOrNull() == "round") {
        val result = workload.run(meter, *sizes)
        println("""{"measured":${meter.measured},"result":$result}""")
    }
}

/** `Infinity`, as JavaScript writes it, is the largest number: so it is in `Channel.UNLIMITED`. */
private fun sizeOf(argument: String) = if (argument == "Infinity") Int.MAX_VALUE else argument.toInt()

private fun versions(): String {
    val coroutines = Workload::class.java.getResource("/META-INF/kotlinx_coroutines_core.version")?.readText()?.trim()
    val java = "${System.getProperty("java.vm.name")} ${System.getProperty("java.version")}"
    return "Kotlin ${KotlinVersion.CURRENT}, kotlinx.coroutines $coroutines, $java"
}
