// Measures what V8 alone takes for the steps that coroutines are made of, without any library: `node bench/floors.mjs`. A row of the
// benchmarks cannot take less than its steps. Prints a row for each step, the best of several rounds. They take turns, so that a
// slower moment of the machine hits all steps, and each is measured in a process of its own, so that V8 knows of no other.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROCESSES = 5;
const ROUNDS = 5;
let total = 0;
const failure = new Error('thrown again and again: to make one costs more');

/** Suspends once, then returns or throws: what a suspend call is to `yield*`. */
class Call {
  /** @param {boolean} fails */
  constructor(fails) {
    this.fails = fails;
    this.isWaiting = false;
  }

  [Symbol.iterator]() {
    return this;
  }

  /** @returns {IteratorResult<undefined, undefined>} */
  next() {
    this.isWaiting = !this.isWaiting;
    if (this.isWaiting) return SUSPENDED;
    if (this.fails) throw failure;
    return RETURNED;
  }
}
const SUSPENDED = /** @type {const} */ ({ done: false, value: undefined });
const RETURNED = /** @type {const} */ ({ done: true, value: undefined });

/** The same, one call deeper. */
class DeeperCall extends Call {
  /** @override @returns {IteratorResult<undefined, undefined>} */
  next() {
    this.isWaiting = !this.isWaiting;
    return this.isWaiting ? SUSPENDED : this.outcome();
  }

  /** @returns {IteratorResult<undefined, undefined>} */
  outcome() {
    if (this.fails) throw failure;
    return RETURNED;
  }
}

const ready = {
  [Symbol.iterator]: () => ready,
  next: () => RETURNED,
};

/** @param {number} times */
function* waiting(times) {
  const call = new Call(false);
  for (let i = 0; i < times; i++) yield* call;
}

/** @param {number} times */
function* notWaiting(times) {
  for (let i = 0; i < times; i++) yield* ready;
}

/** @param {number} times */
function* waitingInCalls(times) {
  for (let i = 0; i < times; i++) yield* cleaning(new Call(false));
}

function* once() {
  total++;
}

/** @param {number} times */
function* counting(times) {
  for (let i = 0; i < times; i++) yield i;
}

/** @param {Call} call */
function* failing(call) {
  yield* call;
}

/** @param {Call} call */
function* cleaning(call) {
  try {
    yield* call;
  } finally {
    total++;
  }
}

/** Resumes generators in turn, from a queue, until all have ended. @param {typeof waiting} body @param {number} times @param {number} live */
function inTurn(body, times, live) {
  const queue = new Array(live);
  for (let i = 0; i < live; i++) queue[i] = body(times / live);
  for (let left = live, i = 0; left > 0; i = (i + 1) % live) {
    if (queue[i].next().done) left--;
  }
}

/** @param {(call: Call) => Generator} body @param {typeof Call} kind @returns {(times: number) => void} */
function thrownThrough(body, kind) {
  return (times) => {
    for (let i = 0; i < times; i++) {
      const generator = body(new kind(true));
      generator.next();
      try {
        generator.next();
      } catch {
        total++;
      }
    }
  };
}

/** @type {{ step: string, times: number, work: (times: number) => void, underTimer?: true }[]} */
const steps = [
  {
    step: 'a generator waits in `yield*` and goes on, 1,000 in turn',
    times: 1_000_000,
    work: (n) => inTurn(waiting, n, 1000),
  },
  {
    step: 'the same in a function of its own, with a `finally`',
    times: 1_000_000,
    work: (n) => inTurn(waitingInCalls, n, 1000),
  },
  {
    step: '`yield*` of a call that need not wait',
    times: 10_000_000,
    work: (n) => void notWaiting(n).next(),
  },
  {
    step: 'a generator is made and runs to its end',
    times: 1_000_000,
    work(n) {
      for (let i = 0; i < n; i++) once().next();
    },
  },
  {
    step: 'the same, its function made anew',
    times: 50_000,
    work(n) {
      for (let i = 0; i < n; i++) {
        const made = function* () {
          total += i;
        };
        made().next();
      }
    },
  },
  {
    step: 'an element of a generator, in a `for` loop',
    times: 5_000_000,
    work(n) {
      for (const i of counting(n)) total += i;
    },
  },
  { step: 'an exception leaves a generator', times: 100_000, work: thrownThrough(failing, Call) },
  { step: 'the same, from one call deeper', times: 100_000, work: thrownThrough(failing, DeeperCall) },
  { step: 'the same, through a `finally`', times: 100_000, work: thrownThrough(cleaning, Call) },
  {
    step: 'the same, under a timer instead of a microtask',
    times: 100_000,
    work: thrownThrough(cleaning, Call),
    underTimer: true,
  },
];

/** @param {number} index of the step; resolves to nanoseconds */
async function measure(index) {
  const { work, times, underTimer } = /** @type {(typeof steps)[number]} */ (steps[index]);
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const taken = await new Promise((resolve) => {
      const timed = () => {
        const start = performance.now();
        work(times);
        resolve(performance.now() - start);
      };
      if (underTimer) setTimeout(timed);
      else queueMicrotask(timed);
    });
    best = Math.min(best, (taken * 1e6) / times);
  }
  return best;
}

const [index] = process.argv.slice(2);
if (index !== undefined) {
  console.log(await measure(Number(index)), total);
} else {
  const best = steps.map(() => Infinity);
  for (let round = 0; round < PROCESSES; round++) {
    for (let i = 0; i < steps.length; i++) {
      const printed = execFileSync(process.execPath, [fileURLToPath(import.meta.url), `${i}`], { encoding: 'utf8' });
      best[i] = Math.min(best[i] ?? Infinity, Number.parseFloat(printed));
    }
  }
  console.log(`| step, Node ${process.versions.node} | ns |\n| --- | ---: |`);
  for (const [i, { step }] of steps.entries()) {
    const figure = best[i] ?? 0;
    console.log(`| ${step} | ${figure < 100 ? figure.toFixed(1) : Math.round(figure)} |`);
  }
}
