// npm run fetch -- URL...
// Fetches the addresses, at most four at once and ten requests a second, and prints the size of each. What fails for the moment
// is tried again, up to five times. On a terminal a line tells how far it is.
//
// Exit codes: 0; 1 when an address could not be fetched; 130 after Ctrl-C.

import { runMain } from 'suspendable';
import { Fetcher } from './fetch/fetcher.js';
import { httpGet } from './fetch/http-get.js';
import { lineOf, showProgress } from './fetch/progress-line.js';

runMain(function* ({ launch }) {
  const fetcher = new Fetcher(httpGet, { atOnce: 4, perSecond: 10, attempts: 5, pause: 500, timeout: 10_000 });
  const line = launch(function* () {
    if (process.stderr.isTTY) yield* showProgress(fetcher.progress, (text) => void process.stderr.write(text));
  });
  const outcomes = yield* fetcher.fetchAll(process.argv.slice(2));
  yield* line.cancelAndJoin();

  for (const outcome of outcomes) {
    if ('bytes' in outcome) console.log(`${outcome.bytes} ${outcome.url}`);
    else console.error(`fetch: ${outcome.url}: ${(outcome.error as Error).message}`);
  }
  console.error(`fetch: ${lineOf(fetcher.progress.value)}`);
  process.exitCode = outcomes.every((outcome) => 'bytes' in outcome) ? 0 : 1;
});
