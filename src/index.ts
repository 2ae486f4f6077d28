export {
  ContinuationInterceptor,
  EmptyCoroutineContext,
  AbstractCoroutineContextElement,
  createContextKey,
} from './context/elements.js';
export type { ContextElement, ContextKey, CoroutineContext } from './context/context.js';
export { CoroutineName } from './context/coroutine-name.js';
export { CoroutineExceptionHandler } from './context/exception-handler.js';
export {
  CompletionHandlerException,
  IllegalArgumentException,
  IllegalStateException,
} from './internal/exceptions.js';
export { IndexOutOfBoundsException } from './internal/index-out-of-bounds-exception.js';
export { NoSuchElementException } from './internal/no-such-element-exception.js';
export { UnsupportedOperationException } from './internal/unsupported-operation-exception.js';
export { getSuppressed } from './internal/suppressed.js';

export { CancellationException } from './job/cancellation.js';
export { TimeoutCancellationException } from './job/timeout-cancellation.js';
export type { CompletionHandler, DisposableHandle, InvokeOnCompletionOptions, JobCore } from './job/job.js';

export type {
  Block,
  CancellableContinuation,
  Continuation,
  Suspend,
  Suspension,
  UndeliveredHandler,
} from './suspend/continuation.js';
export { suspend } from './suspend/frame.js';
export { suspendCancellableCoroutine } from './suspend/suspend-cancellable.js';
export { suspendCoroutine } from './suspend/suspend-coroutine.js';

export { CoroutineDispatcher } from './dispatch/coroutine-dispatcher.js';
export type { DispatchTarget, Runnable } from './dispatch/dispatcher.js';
export { Dispatchers, MainCoroutineDispatcher } from './dispatch/dispatchers.js';

export type { Deferred, Outcome } from './coroutine/jobs.js';
export { Job, SupervisorJob, type CompletableJob, type JobClass } from './coroutine/completable-job.js';
export { CompletableDeferred, type CompletableDeferredClass } from './coroutine/completable-deferred.js';
export { NonCancellable } from './coroutine/non-cancellable.js';
export {
  CoroutineStart,
  type AsyncFunction,
  type CoroutineBlock,
  type LaunchFunction,
  type LaunchOptions,
  type PromiseFunction,
} from './coroutine/coroutine-scope.js';
export { CoroutineScope, GlobalScope, MainScope, type CoroutineScopeClass } from './coroutine/scope.js';
export { coroutineScope, supervisorScope } from './coroutine/scoped.js';
export { withContext } from './coroutine/with-context.js';
export { withTimeout, withTimeoutOrNull } from './coroutine/timeout.js';
export { awaitCancellation, delay } from './coroutine/delay.js';
export { yieldNow } from './coroutine/yield-now.js';
export { awaitAll, joinAll, type DeferredResults } from './coroutine/await-all.js';
export { race, type RaceResult } from './coroutine/race.js';
export { currentCoroutineContext, ensureActive, isActive } from './coroutine/current.js';
export { runCatching } from './coroutine/run-catching.js';

export {
  BufferOverflow,
  type ChannelIterator,
  type ChannelOptions,
  type ReceiveChannel,
  type SendChannel,
} from './channel/channel.js';
export { Channel, type ChannelClass } from './channel/buffered-channel.js';
export { ChannelResult } from './channel/channel.js';
export { ClosedReceiveChannelException, ClosedSendChannelException } from './channel/exceptions.js';
export { actor, type ActorOptions, type ActorScope } from './channel/actor.js';
export { produce, type ProduceOptions, type ProducerScope } from './channel/produce.js';
export { ticker, TickerMode, type TickerOptions } from './channel/ticker.js';

export type { SelectClause } from './select/clause.js';
export { onTimeout } from './select/on-timeout.js';
export { select, selectUnbiased, type SelectResult } from './select/select.js';
export { Mutex } from './sync/mutex.js';
export { Semaphore } from './sync/semaphore.js';

export { asFlow } from './flow/as-flow.js';
export type { ReadableStreamLike } from './flow/async-source.js';
export { flow } from './flow/builders.js';
export { callbackFlow, channelFlow } from './flow/channel-flow-builders.js';
export { consumeAsFlow, receiveAsFlow } from './flow/channel-as-flow.js';
export { combine, combineTransform, zip } from './flow/combine-functions.js';
export type { FlowCollector } from './flow/flow-collector.js';
export { Flow } from './flow/flow.js';
export { emptyFlow, flowOf } from './flow/flow-of.js';
export type { IndexedValue } from './flow/indexed-value.js';
export { merge } from './flow/merge.js';
export type { BufferOptions } from './flow/operators/buffer.js';
export type { ChunkOptions } from './flow/operators/chunked.js';
export type { ConcurrencyOptions } from './flow/operators/flat-merge.js';
export type { RetryOptions } from './flow/operators/retry.js';
export { asSequence, emptySequence, generateSequence, sequence, sequenceOf } from './flow/sequence/builders.js';
export type { JoinOptions } from './flow/sequence/copying.js';
export type { Comparable } from './flow/sequence/ordering.js';
export { Sequence } from './flow/sequence/sequence.js';
export { combineState } from './flow/hot/combine-state.js';
export { MutableSharedFlow, type MutableSharedFlowClass } from './flow/hot/mutable-shared-flow.js';
export { MutableStateFlow, type MutableStateFlowClass, type StateFlowOptions } from './flow/hot/mutable-state-flow.js';
export { SharedFlow } from './flow/hot/shared-flow.js';
export type { SharedFlowOptions } from './flow/hot/shared-flow-options.js';
export { SharingCommand, SharingStarted, type SharingStartedPolicies } from './flow/hot/sharing-started.js';
export { StateFlow } from './flow/hot/state-flow.js';
export type { ElementsOf } from './flow/several-flows.js';

export type { ThreadResourceLimits, WebWorker, WorkerFactory, WorkerModule, WorkerResult } from './worker/module.js';
export { workerModule } from './worker/worker-module.js';
export { exposeWorkerModule } from './worker/expose-worker-module.js';
export { newFixedThreadPoolContext, newSingleThreadContext, type ThreadPoolOptions } from './worker/thread-pool.js';
export { ThreadPoolDispatcher } from './worker/thread-pool.js';
export { runInterruptible } from './worker/run-interruptible.js';
export { SharedMutex } from './worker/shared-mutex.js';
export { SharedSemaphore } from './worker/shared-semaphore.js';
export { transfer } from './worker/transfer.js';
export { registerWorkerClass, type WorkerClassOptions } from './worker/registry.js';
export { WorkerThreadException } from './worker/worker-thread-exception.js';

export { awaitPromise } from './interop/await-promise.js';
export { run, type RunOptions } from './interop/run.js';
export { runBlocking } from './interop/run-blocking.js';
export { runMain, type RunMainOptions } from './interop/run-main.js';
