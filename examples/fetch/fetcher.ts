// Fetches many addresses: not too many at once, not too fast, and not giving up too early.

import {
  coroutineScope,
  ensureActive,
  MutableStateFlow,
  type ReceiveChannel,
  Semaphore,
  type StateFlow,
  type Suspend,
  withTimeoutOrNull,
} from 'suspendable';
import { startsPerSecond } from './rate-limit.js';
import { type Patience, retry, TemporaryFailure } from './retry.js';

/** What became of one address. */
export type Outcome =
  | { readonly url: string; readonly bytes: number }
  | { readonly url: string; readonly error: unknown };

export interface Progress {
  readonly total: number;
  readonly fetched: number;
  readonly failed: number;
  /** Requests, the repeated ones included. */
  readonly requests: number;
}

export interface Limits extends Patience {
  /** How many addresses are worked on at once. */
  readonly atOnce: number;
  /** How many requests are started in a second, the repeated ones included. */
  readonly perSecond: number;
  /** How long one request may take, in ms. */
  readonly timeout: number;
}

export class Fetcher {
  readonly #progress = new MutableStateFlow<Progress>({ total: 0, fetched: 0, failed: 0, requests: 0 });
  readonly #get: (url: string) => Suspend<number>;
  readonly #limits: Limits;

  /** `get` makes one request and gives the size of the answer in bytes. */
  constructor(get: (url: string) => Suspend<number>, limits: Limits) {
    this.#get = get;
    this.#limits = limits;
  }

  /** How far it is. */
  readonly progress: StateFlow<Progress> = this.#progress.asStateFlow();

  /**
   * The outcomes, in the order of the addresses. **Suspends** until the last one is there: a failure of one address does not
   * disturb the others. **Cancellation** ends all requests that are under way.
   */
  *fetchAll(urls: readonly string[]): Suspend<Outcome[]> {
    const fetcher = this;
    const { atOnce, perSecond } = this.#limits;
    this.#count('total', urls.length);
    return yield* coroutineScope(function* (scope) {
      const starts = startsPerSecond(scope, perSecond);
      const places = new Semaphore(atOnce);
      const outcomes = urls.map((url) => scope.async(() => places.withPermit(() => fetcher.#outcomeOf(url, starts))));
      const list: Outcome[] = [];
      for (const outcome of outcomes) list.push(yield* outcome.await());
      starts.cancel(); // it never ends by itself, and the scope would wait for it
      return list;
    });
  }

  *#outcomeOf(url: string, starts: ReceiveChannel<void>): Suspend<Outcome> {
    try {
      const bytes = yield* retry(this.#limits, () => this.#request(url, starts));
      this.#count('fetched');
      return { url, bytes };
    } catch (error) {
      ensureActive();
      this.#count('failed');
      return { url, error };
    }
  }

  *#request(url: string, starts: ReceiveChannel<void>): Suspend<number> {
    const { timeout } = this.#limits;
    yield* starts.receive();
    this.#count('requests');
    const bytes = yield* withTimeoutOrNull(timeout, () => this.#get(url));
    if (bytes === null) throw new TemporaryFailure(`no answer within ${timeout} ms`);
    return bytes;
  }

  #count(what: keyof Progress, by = 1): void {
    this.#progress.update((progress) => ({ ...progress, [what]: progress[what] + by }));
  }
}
