// For the process that imports it, time stands still while code runs and jumps ahead when a thread would wait.
let time = 0;
performance.now = () => time;
Atomics.wait = (_array, _index, _value, millis = 0) => {
  time += millis;
  return 'timed-out';
};
