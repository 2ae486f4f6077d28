export default async function cancelChildren(meter, coroutines, milliseconds) {
  let cancelled = 0;
  async function worker(signal) {
    try {
      await wait(milliseconds, signal);
    } catch {
      // aborted
    } finally {
      cancelled++;
    }
  }
  const controllers = Array.from({ length: coroutines }, () => new AbortController());
  const tasks = controllers.map(({ signal }) => worker(signal));
  meter.start();
  for (const controller of controllers) controller.abort();
  await Promise.all(tasks);
  meter.stop();
  return cancelled;
}

function wait(milliseconds, signal) {
  return new Promise((_, reject) => {
    const timer = milliseconds > 0 && setTimeout(reject, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
