import { Flow, type FlowMethods } from './flow.js';
import { bufferMethods } from './operators/buffer.js';
import { takeMethods } from './operators/take.js';
import { transformMethods } from './operators/transform.js';
import { produceInMethods } from './terminals/produce-in.js';

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
  transformMethods,
  takeMethods,
  bufferMethods,
  produceInMethods,
);
