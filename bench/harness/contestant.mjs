import { MeasuredProcess } from './measured-process.mjs';

/** Every side may warm up its compilers for so many rounds and milliseconds at least, as long as its time allows. */
const warmup = { rounds: 3, milliseconds: 1500 };

/**
 * One way to do the job of one case, in a process of its own: first warms up, then is measured for `rounds` rounds or
 * until its `time` (milliseconds) is up. One that needs all of its time to warm up is measured by its last round.
 */
export class Contestant {
  samples = [];
  failure;
  versions;
  #process;
  #options;
  #spent = 0;
  #last = [];
  #warmupRounds = 0;

  /** `options`: command, result (the expected one), rounds and time. */
  constructor(side, file, sizes, options) {
    this.side = side;
    this.file = file;
    this.sizes = sizes;
    this.#options = options;
    this.#process = new MeasuredProcess(options.command);
  }

  get isDone() {
    const { rounds, time } = this.#options;
    return this.failure !== undefined || this.#spent >= time || this.samples.length >= rounds;
  }

  async compete() {
    try {
      this.versions ??= await this.#process.ready();
      const isWarm = this.#isWarm;
      const started = performance.now();
      const { measured, result } = await this.#process.round();
      this.#spent += performance.now() - started;
      const { result: expected } = this.#options;
      if (result !== expected) throw new Error(`the result is ${result} where ${expected} was expected`);
      this.#last = [measured];
      if (isWarm) this.samples.push(measured);
      else this.#warmupRounds++;
    } catch (error) {
      this.failure = error;
    }
  }

  get #isWarm() {
    const hasEnough = this.#warmupRounds >= warmup.rounds && this.#spent >= warmup.milliseconds;
    return hasEnough || this.#spent >= this.#options.time / 3;
  }

  end() {
    this.#process.end();
    if (this.samples.length === 0) this.samples = this.#last;
  }
}
