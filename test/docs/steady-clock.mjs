// Loaded before a program of the documentation: time passes for it only while it waits, whatever else the machine has to do. So
// what is ready within 10 ms is ready before a delay of 10 ms is over, and the program's output is the same on every machine.
// Each look at the clock takes a microsecond: who waits for time to pass by looking is not kept waiting for ever.
let time = 0;
const { setTimeout } = globalThis;
const { wait } = Atomics;

performance.now = () => {
  time += 0.001;
  return time;
};

/** @type {(callback: (...args: unknown[]) => void, millis?: number, ...args: unknown[]) => NodeJS.Timeout} */
const setSteadyTimeout = (callback, millis = 0, ...args) => {
  const due = time + millis;
  return setTimeout(() => {
    time = Math.max(time, due);
    callback(...args);
  }, millis);
};
globalThis.setTimeout = Object.assign(setSteadyTimeout, setTimeout);

/** @type {(array: any, index: number, value: any, millis?: number) => 'ok' | 'not-equal' | 'timed-out'} */
const steadyWait = (array, index, value, millis = Infinity) => {
  const due = time + millis;
  const result = wait(array, index, value, millis);
  if (result === 'timed-out') time = Math.max(time, due);
  return result;
};
Atomics.wait = steadyWait;
