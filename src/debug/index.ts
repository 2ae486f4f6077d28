export type { CoroutineInfo } from './coroutine-info.js';
export { type DebugOutput, DebugProbes } from './debug-probes.js';
export type { CoroutineState } from './probes.js';
