/** Calls with a megabyte that is copied to the other thread. A nanosecond for a kilobyte is a terabyte a second. */
export default {
  place: 41,
  section: 'Threads',
  unit: 'ns',
  sizes: ['calls', 'live', 'bytes'],
  operations: (calls, _live, bytes) => (calls * bytes) / 1024,
  result: (calls, _live, bytes) => calls * bytes,
  cases: [
    { title: 'a kilobyte of 1 MB to another thread, one at a time', sizes: [400, 1, 1 << 20], quick: [10, 1, 1 << 20] },
    { title: 'a kilobyte of 1 MB to another thread, 16 live', sizes: [400, 16, 1 << 20], quick: [16, 16, 1 << 20] },
  ],
};
