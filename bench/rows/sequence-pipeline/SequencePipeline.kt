object SequencePipeline : Workload {
    override fun run(meter: Meter, vararg sizes: Int): Long {
        val (elements, source, operators) = sizes
        val list = if (source == 0) List(elements) { it } else emptyList()
        meter.start()
        val numbers = when (source) {
            0 -> list.asSequence()
            1 -> generateSequence(0) { it + 1 }
            else -> sequence {
                for (i in 0 until elements) yield(i)
            }
        }
        val even = numbers.map { it + 1 }.filter { it % 2 == 0 }.take(elements / 2)
        val piped = if (operators == 3) even else further(even)
        val result = piped.fold(0) { combined, value -> combined xor value }
        meter.stop()
        return result.toLong()
    }

    private fun further(even: Sequence<Int>): Sequence<Int> {
        var seen = 0
        return even
            .mapIndexed { index, value -> value + index }
            .onEach { seen++ }
            .filterNot { it < 0 }
            .map { (it xor 5) and 0xfffff }
            .takeWhile { it >= 0 }
            .dropWhile { it < 0 }
            .zipWithNext { a, b -> a + b }
    }
}
