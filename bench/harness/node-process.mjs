/**
 * The measured process of every JavaScript side: `node-process.mjs <workload file> <clock|heap> <size>...`. Runs the
 * workload once for every line "round" on standard input and answers with a line of JSON, until the input ends.
 * Its twin is kotlin/Main.kt.
 *
 * A workload file exports one function `(meter, ...sizes) => result`, or a promise of the result; what happens between
 * `meter.start()` and `meter.stop()` counts, and the result shows that the whole job was done.
 */
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

class Meter {
  measured = 0;
  #before = 0;

  start() {
    this.#before = this.read();
  }

  stop() {
    this.measured += this.read() - this.#before;
  }
}

/** Milliseconds. */
class Clock extends Meter {
  read() {
    return performance.now();
  }
}

/** Bytes in use after a garbage collection, those of typed arrays outside of the heap included. */
class Heap extends Meter {
  read() {
    for (let i = 0; i < 3; i++) globalThis.gc();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  }
}

const [file, quantity, ...sizes] = process.argv.slice(2);
const { default: workload } = await import(pathToFileURL(file));
const meter = quantity === 'heap' ? new Heap() : new Clock();
const numbers = sizes.map(Number);

console.log(JSON.stringify({ versions: `Node ${process.versions.node}` }));
for await (const line of createInterface({ input: process.stdin })) {
  if (line !== 'round') break;
  meter.measured = 0;
  const result = await workload(meter, ...numbers);
  console.log(JSON.stringify({ measured: meter.measured, result }));
}
process.exit(0);
