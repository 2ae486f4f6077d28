// The programs of the tour by the names of their files, in the order in which they explain one another.

import * as asyncAwait from './async-await.js';
import * as cancelDescendants from './cancel-descendants.js';
import * as channelFourConsumers from './channel-four-consumers.js';
import * as childContext from './child-context.js';
import * as contextJob from './context-job.js';
import * as contextPlus from './context-plus.js';
import * as contextSet from './context-set.js';
import * as coroutineScope from './coroutine-scope.js';
import * as dispatchers from './dispatchers.js';
import * as flow from './flow.js';
import * as flowBuffer from './flow-buffer.js';
import * as flowCatch from './flow-catch.js';
import * as flowCollectLatest from './flow-collect-latest.js';
import * as flowConflate from './flow-conflate.js';
import * as flowSlowCollector from './flow-slow-collector.js';
import * as heavyWork from './heavy-work.js';
import * as heavyWorkIsActive from './heavy-work-is-active.js';
import * as heavyWorkYield from './heavy-work-yield.js';
import * as helloWorld from './hello-world.js';
import * as hundredThousand from './hundred-thousand.js';
import * as jobLifecycle from './job-lifecycle.js';
import * as launchOrder from './launch-order.js';
import * as launchOwnJob from './launch-own-job.js';
import * as parentContext from './parent-context.js';
import type { Program } from './program.js';
import * as runBlocking from './run-blocking.js';
import * as scopeWithJob from './scope-with-job.js';
import * as sequence from './sequence.js';
import * as sharedFlow from './shared-flow.js';
import * as stateFlow from './state-flow.js';
import * as structuredConcurrency from './structured-concurrency.js';
import * as supervisorJob from './supervisor-job.js';
import * as supervisorScope from './supervisor-scope.js';
import * as suspendCoroutine from './suspend-coroutine.js';
import * as suspensionPoints from './suspension-points.js';
import * as timeoutExpired from './timeout-expired.js';
import * as timeoutInTime from './timeout-in-time.js';
import * as unconfined from './unconfined.js';

export const programs: Readonly<Record<string, Program>> = {
  'hello-world': helloWorld,
  'run-blocking': runBlocking,
  'launch-order': launchOrder,
  'async-await': asyncAwait,
  'hundred-thousand': hundredThousand,
  'suspend-coroutine': suspendCoroutine,
  dispatchers,
  unconfined,
  'context-set': contextSet,
  'context-job': contextJob,
  'context-plus': contextPlus,
  'launch-own-job': launchOwnJob,
  'child-context': childContext,
  'parent-context': parentContext,
  'scope-with-job': scopeWithJob,
  'structured-concurrency': structuredConcurrency,
  'coroutine-scope': coroutineScope,
  'supervisor-scope': supervisorScope,
  'supervisor-job': supervisorJob,
  'job-lifecycle': jobLifecycle,
  'cancel-descendants': cancelDescendants,
  'timeout-in-time': timeoutInTime,
  'timeout-expired': timeoutExpired,
  'suspension-points': suspensionPoints,
  'heavy-work': heavyWork,
  'heavy-work-yield': heavyWorkYield,
  'heavy-work-is-active': heavyWorkIsActive,
  'channel-four-consumers': channelFourConsumers,
  sequence,
  flow,
  'flow-slow-collector': flowSlowCollector,
  'flow-buffer': flowBuffer,
  'flow-conflate': flowConflate,
  'flow-collect-latest': flowCollectLatest,
  'flow-catch': flowCatch,
  'shared-flow': sharedFlow,
  'state-flow': stateFlow,
};
