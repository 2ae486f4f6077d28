export default function sequencePipeline(meter, elements, source, operators) {
  const list = source === 0 ? Array.from({ length: elements }, (_, i) => i) : [];
  meter.start();
  const numbers = [() => list, () => generate(0, (n) => n + 1), () => counting(elements)][source]();
  const mapped = map(numbers, (n) => n + 1);
  const even = take(
    filter(mapped, (n) => n % 2 === 0),
    elements / 2,
  );
  const piped = operators === 3 ? even : further(even);
  let result = 0;
  for (const value of piped) result ^= value;
  meter.stop();
  return result;
}

function further(even) {
  let seen = 0;
  const indexed = map(even, (value, index) => value + index);
  const kept = filter(
    onEach(indexed, () => seen++),
    (value) => !(value < 0),
  );
  const mixed = takeWhile(
    map(kept, (value) => (value ^ 5) & 0xfffff),
    (value) => value >= 0,
  );
  return zipWithNext(
    dropWhile(mixed, (value) => value < 0),
    (a, b) => a + b,
  );
}

function* counting(elements) {
  for (let i = 0; i < elements; i++) yield i;
}

function* generate(seed, next) {
  for (let value = seed; ; value = next(value)) yield value;
}

function* map(source, transform) {
  let index = 0;
  for (const value of source) yield transform(value, index++);
}

function* filter(source, predicate) {
  for (const value of source) if (predicate(value)) yield value;
}

function* take(source, count) {
  let left = count;
  for (const value of source) {
    yield value;
    if (--left === 0) return;
  }
}

function* onEach(source, action) {
  for (const value of source) {
    action(value);
    yield value;
  }
}

function* takeWhile(source, predicate) {
  for (const value of source) {
    if (!predicate(value)) return;
    yield value;
  }
}

function* dropWhile(source, predicate) {
  let isDropping = true;
  for (const value of source) {
    isDropping = isDropping && predicate(value);
    if (!isDropping) yield value;
  }
}

function* zipWithNext(source, transform) {
  let last;
  let isFirst = true;
  for (const value of source) {
    if (!isFirst) yield transform(last, value);
    isFirst = false;
    last = value;
  }
}
