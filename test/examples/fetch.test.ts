import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delay, type Suspend } from 'suspendable';
import { runTest } from 'suspendable/test';
import { afterEach, describe, expect, it } from 'vitest';
import { Fetcher, type Limits, type Outcome } from '../../examples/fetch/fetcher.js';
import { lineOf, showProgress } from '../../examples/fetch/progress-line.js';
import { TemporaryFailure } from '../../examples/fetch/retry.js';
import { now, perform, step } from '../perform.js';
import { finish, PROGRAM_TIME, startExample } from './program.js';

const LIMITS: Limits = { atOnce: 10, perSecond: 10, attempts: 3, pause: 500, timeout: 2000 };

/** A fetcher whose requests take so many milliseconds and note when they begin. */
function fetcher(limits: Partial<Limits>, millis: number, request = (_url: string): number => 1): Fetcher {
  return new Fetcher(
    function* (url) {
      step(now(), url);
      yield* delay(millis);
      return request(url);
    },
    { ...LIMITS, ...limits },
  );
}

const texts = (outcomes: Outcome[]) =>
  outcomes.map((outcome) =>
    'bytes' in outcome ? `${outcome.url} ${outcome.bytes}` : `${outcome.url} ${outcome.error}`,
  );

function* fetchAll(from: Fetcher, ...urls: string[]): Suspend<string> {
  return texts(yield* from.fetchAll(urls)).join(', ');
}

describe('a fetcher', () => {
  it('starts so many requests a second, in order', () => {
    expect(perform(() => fetchAll(fetcher({ perSecond: 4 }, 10), 'a', 'b', 'c'))).toEqual([
      '0 a',
      '250 b',
      '500 c',
      'end: a 1, b 1, c 1',
    ]);
  });

  it('works on so many addresses at once', () => {
    expect(perform(() => fetchAll(fetcher({ atOnce: 2, perSecond: 1000 }, 100), 'a', 'b', 'c', 'd'))).toEqual([
      '0 a',
      '1 b',
      '100 c',
      '101 d',
      'end: a 1, b 1, c 1, d 1',
    ]);
  });

  it('tries again after a pause, each twice as long', () => {
    let attempts = 0;
    const busyTwice = (): number => {
      if (++attempts < 3) throw new TemporaryFailure('busy');
      return 7;
    };
    expect(perform(() => fetchAll(fetcher({}, 10, busyTwice), 'a'))).toEqual(['0 a', '510 a', '1520 a', 'end: a 7']);
  });

  it('gives up after so many attempts, with the last failure', () => {
    const busy = (): number => {
      throw new TemporaryFailure('busy');
    };
    expect(perform(() => fetchAll(fetcher({ attempts: 2 }, 10, busy), 'a'))).toEqual([
      '0 a',
      '510 a',
      'end: a TemporaryFailure: busy',
    ]);
  });

  it('takes another failure for the outcome of that address alone', () => {
    const failing = (url: string): number => {
      if (url === 'a') throw new RangeError('not there');
      return 2;
    };
    expect(perform(() => fetchAll(fetcher({ perSecond: 1000 }, 10, failing), 'a', 'b'))).toEqual([
      '0 a',
      '1 b',
      'end: a RangeError: not there, b 2',
    ]);
  });

  it('takes a request that is too slow for a temporary failure', () => {
    expect(perform(() => fetchAll(fetcher({ attempts: 2, timeout: 100 }, 5000), 'a'))).toEqual([
      '0 a',
      '600 a',
      'end: a TemporaryFailure: no answer within 100 ms',
    ]);
  });

  it('ends the requests under way when it is cancelled', () => {
    const slow = new Fetcher(function* (url) {
      try {
        yield* delay(1000);
      } finally {
        step(url, 'ended at', now());
      }
      return 1;
    }, LIMITS);
    expect(
      perform(function* ({ launch }) {
        const job = launch(() => slow.fetchAll(['a', 'b']));
        yield* delay(150);
        yield* job.cancelAndJoin();
        step('progress', lineOf(slow.progress.value));
      }),
    ).toEqual(['a ended at 150', 'b ended at 150', 'progress 0 of 2 fetched, 2 requests', 'end']);
  });
});

describe('the progress line', () => {
  it('is written at most ten times a second and taken away', async () => {
    const written: string[] = [];
    await runTest(function* (scope) {
      const quick = new Fetcher(
        function* () {
          yield* delay(5);
          return 1;
        },
        { ...LIMITS, perSecond: 100 },
      );
      const line = scope.launch(() => showProgress(quick.progress, (text) => void written.push(text)));
      yield* delay(1);
      yield* quick.fetchAll(Array.from({ length: 30 }, (_, i) => `${i}`));
      yield* line.cancelAndJoin();
      expect(scope.currentTime).toBe(296);
    });
    const shown = written.map((text) => text.replace('\r\x1b[2K', ''));
    expect(shown).toEqual([
      '0 of 0 fetched, 0 requests',
      '10 of 30 fetched, 10 requests',
      '20 of 30 fetched, 20 requests',
      '',
    ]);
  });
});

describe('npm run fetch', { timeout: PROGRAM_TIME }, () => {
  let server: Server | null = null;
  afterEach(() => void server?.close());

  it('prints the sizes, tries again and tells what has failed', async () => {
    let busy = 2;
    server = createServer((request, response) => {
      if (request.url === '/missing') response.statusCode = 404;
      else if (request.url === '/busy' && busy-- > 0) response.statusCode = 503;
      response.end('hello');
    });
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { lines, messages, code } = await finish(
      startExample('fetch', '.', `${at}/a`, `${at}/busy`, `${at}/missing`),
    );
    expect(lines).toEqual([`5 ${at}/a`, `5 ${at}/busy`]);
    expect(messages).toBe(`fetch: ${at}/missing: status 404\nfetch: 2 of 3 fetched, 1 failed, 5 requests\n`);
    expect(code).toBe(1);
  });
});
