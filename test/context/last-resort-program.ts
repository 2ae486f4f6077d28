/* What reaches the host's own hook for uncaught exceptions: printed, scenario by scenario. Run by last-resort.test.ts. */
import { CoroutineExceptionHandler, CoroutineName, GlobalScope, getSuppressed, type Job } from '../../src/index.js';

process.on('uncaughtException', (error: unknown) => {
  console.log(`uncaught ${error}`);
  if (error instanceof Error && error.cause !== undefined) console.log(`cause ${error.cause}`);
  for (const other of getSuppressed(error)) console.log(`suppressed ${String(other).replace(/@\w+/g, '')}`);
});

async function scenario(title: string, start: () => Job): Promise<void> {
  console.log(`# ${title}`);
  await start()
    .asPromise()
    .catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 5));
}

const fail = (): never => {
  throw new Error('boom');
};

await scenario('no handler', () => {
  GlobalScope.launch(new CoroutineName('root'), fail);
  return GlobalScope.launch(() => console.log('other coroutine goes on'));
});
await scenario('text', () =>
  GlobalScope.launch(() => {
    throw 'boom';
  }),
);
await scenario('throwing handler', () => {
  const handler = new CoroutineExceptionHandler(() => {
    throw new Error('from handler');
  });
  return GlobalScope.launch(handler, fail);
});
await scenario('handler', () => {
  const handler = new CoroutineExceptionHandler((_context, error) => console.log(`handled ${error}`));
  return GlobalScope.launch(handler, fail);
});
await scenario('async', () => {
  GlobalScope.async(fail);
  return GlobalScope.launch(() => {});
});
