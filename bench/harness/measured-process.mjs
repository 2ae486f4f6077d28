import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A process that repeats one workload of one side, a round at a time: see node-process.mjs for what is said. */
export class MeasuredProcess {
  #child;
  #answers;
  #errors = '';

  constructor([command, ...args]) {
    this.#child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.stdin.on('error', () => {}); // the missing answer tells that the process has ended
    this.#child.stderr.on('data', (data) => {
      this.#errors = (this.#errors + data).slice(-2000);
    });
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** Waits until the process is ready; the versions that it runs on. */
  async ready() {
    return (await this.#answer()).versions;
  }

  /** Runs the workload once: `{ measured, result }`. */
  async round() {
    this.#child.stdin.write('round\n');
    return await this.#answer();
  }

  async #answer() {
    const { value, done } = await this.#answers.next();
    if (done) throw new Error(`the process ended: ${this.#errors.trim()}`);
    return JSON.parse(value);
  }

  end() {
    this.#child.kill('SIGKILL');
  }
}
