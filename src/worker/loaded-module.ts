import { IllegalArgumentException } from '../internal/exceptions.js';
import { textOf } from '../internal/text-of.js';
import { isCancellation } from '../job/cancellation.js';
import type { Suspend } from '../suspend/continuation.js';
import { PromiseWait } from '../suspend/promise-wait.js';

/** A call that takes less than this (ms) is a short one. */
const SHORT = 0.05;

type Exports = Record<string, unknown>;

/** A module on the thread that runs its functions. */
export class LoadedModule {
  /** How long (ms) its functions took lately, by name. */
  private readonly times = new Map<string, number>();
  private loading: Promise<Exports> | null = null;

  constructor(
    readonly url: string,
    private exports: Exports | null,
  ) {}

  get isLoaded(): boolean {
    return this.exports !== null;
  }

  took(name: string, millis: number): void {
    this.times.set(name, ((this.times.get(name) ?? millis) * 3 + millis) / 4);
  }

  isShort(name: string): boolean {
    return (this.times.get(name) ?? Infinity) < SHORT;
  }

  *load(): Suspend<void> {
    this.loading ??= import(/* @vite-ignore */ /* webpackIgnore: true */ this.url);
    try {
      this.exports = yield* new PromiseWait(this.loading);
    } catch (cause) {
      if (isCancellation(cause)) throw cause;
      this.loading = null;
      throw new IllegalArgumentException(
        `The worker module ${this.url} could not be loaded: ${cause instanceof Error ? cause.message : textOf(cause)}`,
        { cause },
      );
    }
  }

  call(name: string, args: readonly unknown[]): unknown {
    const exports = this.exports!;
    const exported = Object.hasOwn(exports, name) ? exports[name] : undefined;
    if (typeof exported === 'function') return exported(...args);
    const others = Object.keys(exports).filter((each) => typeof exports[each] === 'function');
    throw new IllegalArgumentException(
      `The worker module${this.url && ` ${this.url}`} exports no function ${name}. It exports ${others.join(', ') || 'none'}`,
    );
  }
}
