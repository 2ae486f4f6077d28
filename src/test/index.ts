export { Dispatchers } from '../dispatch/dispatchers.js';
export { StandardTestDispatcher, TestDispatcher, UnconfinedTestDispatcher } from './dispatchers.js';
export {
  runTest,
  type RunTestOptions,
  TestScope,
  type TestScopeClass,
  UncompletedCoroutinesError,
} from './run-test.js';
export { TestCoroutineScheduler } from './scheduler.js';
export { UncaughtExceptionsBeforeTest } from './test-scope.js';
