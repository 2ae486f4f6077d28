import { CompletableDeferred } from '../../coroutine/completable-deferred.js';
import { Job } from '../../coroutine/completable-job.js';
import type { CoroutineScope } from '../../coroutine/coroutine-scope.js';
import { NoSuchElementException } from '../../internal/no-such-element-exception.js';
import type { Suspend } from '../../suspend/continuation.js';
import type { Collectable, Sink } from '../collectable.js';
import { configureSharing } from './sharing-config.js';
import { StateCell } from './state-cell.js';
import { StateFlow } from './state-flow.js';

type Found<T> = CompletableDeferred<StateFlow<T> | NoSuchElementException>;

/** Makes a state of the first value, and sets it to those that follow. */
class StateSink<T> implements Sink<T> {
  private cell: StateCell<T> | null = null;

  constructor(private readonly found: Found<T>) {}

  push(value: T): undefined {
    if (this.cell !== null) this.cell.value = value;
    else {
      this.cell = new StateCell(value, Object.is);
      this.found.complete(new StateFlow(this.cell));
    }
  }

  /** The flow has ended. That it had no value is told to the caller alone, and is no failure of the scope. */
  ended(): void {
    if (this.cell === null) this.found.complete(new NoSuchElementException('Flow is empty'));
  }
}

/** The flow as a state that is there with its first value, collected in `scope`. */
export function* firstState<T>(flow: Collectable<T>, scope: CoroutineScope): Suspend<StateFlow<T>> {
  const { upstream, context } = configureSharing(flow, 1);
  const parent = scope.coroutineContext.get(Job);
  const found: Found<T> = parent === null ? new CompletableDeferred() : new CompletableDeferred(parent);
  const sharing = scope.launch(context, function* () {
    try {
      const sink = new StateSink(found);
      yield* upstream.collectInto(sink);
      sink.ended();
    } catch (thrown) {
      found.completeExceptionally(thrown);
      throw thrown;
    }
  });
  const result = yield* found.await();
  if (result instanceof NoSuchElementException) throw result;
  (result.source as StateCell<T>).subscribers.sharing = sharing;
  return result;
}
