import { check } from '../internal/check.js';
import { Flow, type FlowMethods } from './flow.js';
import { besideAnotherMethods } from './operators/beside-another.js';
import { bufferMethods } from './operators/buffer.js';
import { cancellableMethods } from './operators/cancellable.js';
import { catchMethods } from './operators/catch.js';
import { chunkedMethods } from './operators/chunked.js';
import { combineMethods } from './operators/combine.js';
import { distinctMethods } from './operators/distinct.js';
import { dropMethods } from './operators/drop.js';
import { filterMethods } from './operators/filter.js';
import { flatMergeMethods } from './operators/flat-merge.js';
import { flattenMethods } from './operators/flatten.js';
import { latestMethods } from './operators/latest.js';
import { lifecycleMethods } from './operators/lifecycle.js';
import { mapParallelMethods } from './operators/map-parallel.js';
import { retryMethods } from './operators/retry.js';
import { scanMethods } from './operators/scan.js';
import { shareMethods } from './operators/share.js';
import { takeMethods } from './operators/take.js';
import { takeWhileMethods } from './operators/take-while.js';
import { throttleMethods } from './operators/throttle.js';
import { timeMethods } from './operators/time.js';
import { transformMethods } from './operators/transform.js';
import { zipMethods } from './operators/zip.js';
import { associateMethods } from './terminals/associate.js';
import { asyncIteratorMethods } from './terminals/async-iterator.js';
import { collectIndexedMethods } from './terminals/collect-indexed.js';
import { collectionMethods } from './terminals/collection.js';
import { firstMethods } from './terminals/first.js';
import { foldMethods } from './terminals/fold.js';
import { logicMethods } from './terminals/logic.js';
import { produceInMethods } from './terminals/produce-in.js';
import { readableStreamMethods } from './terminals/readable-stream.js';
import { singleMethods } from './terminals/single.js';

function complete(type: typeof Flow, ...families: FlowMethods[]): typeof Flow {
  for (const methods of families) {
    for (const name of Reflect.ownKeys(methods)) {
      const value = methods[name as keyof FlowMethods];
      Object.defineProperty(type.prototype, name, { value, writable: true, configurable: true });
    }
  }
  return type;
}

/**
 * The class of flows with its methods. Whatever makes a flow for users makes it with this one: so bundlers leave the methods out
 * of programs that have no flows, and cannot leave them out of others.
 */
export const CompleteFlow: typeof Flow = /* @__PURE__ */ complete(
  Flow,
  bufferMethods,
  latestMethods,
  flatMergeMethods,
  combineMethods,
  zipMethods,
  timeMethods,
  throttleMethods,
  mapParallelMethods,
  besideAnotherMethods,
  readableStreamMethods,
  produceInMethods,
  cancellableMethods,
  catchMethods,
  chunkedMethods,
  distinctMethods,
  dropMethods,
  filterMethods,
  flattenMethods,
  lifecycleMethods,
  retryMethods,
  scanMethods,
  shareMethods,
  takeMethods,
  takeWhileMethods,
  transformMethods,
  associateMethods,
  asyncIteratorMethods,
  collectIndexedMethods,
  collectionMethods,
  firstMethods,
  foldMethods,
  logicMethods,
  singleMethods,
);

/** A class of flows of its own kind, which has the methods, too. */
export function completed<C extends typeof Flow | (new (...args: never[]) => Flow<any>)>(type: C): C {
  check(type.prototype instanceof CompleteFlow, 'a class of flows extends Flow', type);
  return type;
}
