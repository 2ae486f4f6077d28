// The model of a search box: what is typed goes in, what is to be shown comes out. No part of it knows a screen or a server.

import {
  type CoroutineScope,
  ensureActive,
  flow,
  MutableStateFlow,
  SharingStarted,
  type StateFlow,
  type Suspend,
} from 'suspendable';

export type Shown =
  | { readonly state: 'idle' }
  | { readonly state: 'searching'; readonly query: string }
  | { readonly state: 'found'; readonly query: string; readonly results: readonly string[] }
  | { readonly state: 'failed'; readonly query: string; readonly reason: string };

const IDLE: Shown = { state: 'idle' };

export interface SearchOptions {
  /** How long nothing is typed before it is searched, in ms. */
  readonly pause?: number;
  /** Fewer characters are not searched. */
  readonly minimum?: number;
}

export class SearchBox {
  readonly #query = new MutableStateFlow('');
  readonly #search: (query: string) => Suspend<readonly string[]>;
  /** What is to be shown now, and whenever that changes. */
  readonly shown: StateFlow<Shown>;

  /** The box works for as long as `scope` lives. `search` asks for what matches; it is cancelled when the query has changed. */
  constructor(
    scope: CoroutineScope,
    search: (query: string) => Suspend<readonly string[]>,
    { pause = 300, minimum = 2 }: SearchOptions = {},
  ) {
    this.#search = search;
    this.shown = this.#query
      .map((text) => text.trim())
      .debounce((query) => (query.length < minimum ? 0 : pause)) // to clear the box needs no pause
      .distinctUntilChanged()
      .flatMapLatest((query) => this.#shownFor(query, minimum))
      .stateIn(scope, SharingStarted.Eagerly, IDLE);
  }

  /** The user has typed: the whole text of the box. */
  type(text: string): void {
    this.#query.value = text;
  }

  #shownFor(query: string, minimum: number) {
    const search = this.#search;
    return flow<Shown>(function* ({ emit }) {
      if (query.length < minimum) {
        yield* emit(IDLE);
        return;
      }
      yield* emit({ state: 'searching', query });
      yield* emit(yield* resultOf(query, search));
    });
  }
}

function* resultOf(query: string, search: (query: string) => Suspend<readonly string[]>): Suspend<Shown> {
  try {
    return { state: 'found', query, results: yield* search(query) };
  } catch (error) {
    ensureActive(); // another query has come: that is no failure
    return { state: 'failed', query, reason: (error as Error).message };
  }
}
