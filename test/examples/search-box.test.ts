import { delay, type Suspend } from 'suspendable';
import { runTest, type TestScope } from 'suspendable/test';
import { describe, expect, it } from 'vitest';
import { SearchBox, type Shown } from '../../examples/search-box/search-box.js';

/** One line for what is shown. */
function text(shown: Shown): string {
  if (shown.state === 'idle') return 'idle';
  if (shown.state === 'searching') return `searching ${shown.query}`;
  return `${shown.query}: ${shown.state === 'found' ? shown.results.join(' ') : shown.reason}`;
}

/** Runs a test with a box whose searches take a second, and gives what was shown and searched, with the times. */
async function shownIn(test: (box: SearchBox, scope: TestScope) => Suspend<void>): Promise<string[]> {
  const lines: string[] = [];
  await runTest(function* (scope) {
    const note = (line: string): void => void lines.push(`${scope.currentTime} ${line}`);
    const box = new SearchBox(scope.backgroundScope, function* (query) {
      try {
        yield* delay(1000);
        if (query === 'broken') throw new Error('no network');
        return [`${query}1`, `${query}2`];
      } finally {
        note(`end of the search for ${query}`);
      }
    });
    box.shown.onEach((shown) => note(text(shown))).launchIn(scope.backgroundScope);
    yield* delay(1);
    yield* test(box, scope);
  });
  return lines;
}

describe('the search box', () => {
  it('searches when nothing was typed for a while', async () => {
    const lines = await shownIn(function* (box) {
      for (const typed of ['k', 'ko', 'kot']) {
        box.type(typed);
        yield* delay(100);
      }
      yield* delay(2000);
    });
    expect(lines).toEqual(['0 idle', '501 searching kot', '1501 end of the search for kot', '1501 kot: kot1 kot2']);
  });

  it('gives a search up when more is typed', async () => {
    const lines = await shownIn(function* (box) {
      box.type('kot');
      yield* delay(500);
      box.type('kotlin');
      yield* delay(2000);
    });
    expect(lines).toEqual([
      '0 idle',
      '301 searching kot',
      '801 end of the search for kot',
      '801 searching kotlin',
      '1801 end of the search for kotlin',
      '1801 kotlin: kotlin1 kotlin2',
    ]);
  });

  it('does not search again for the same words', async () => {
    const lines = await shownIn(function* (box) {
      box.type('kot');
      yield* delay(2000);
      box.type('kot ');
      yield* delay(2000);
    });
    expect(lines).toEqual(['0 idle', '301 searching kot', '1301 end of the search for kot', '1301 kot: kot1 kot2']);
  });

  it('is idle at once when it is cleared', async () => {
    const lines = await shownIn(function* (box) {
      box.type('kot');
      yield* delay(500);
      box.type('');
      yield* delay(2000);
    });
    expect(lines).toEqual(['0 idle', '301 searching kot', '501 end of the search for kot', '501 idle']);
  });

  it('shows a failure and goes on with the next words', async () => {
    const lines = await shownIn(function* (box) {
      box.type('broken');
      yield* delay(2000);
      box.type('whole');
      yield* delay(2000);
    });
    expect(lines).toEqual([
      '0 idle',
      '301 searching broken',
      '1301 end of the search for broken',
      '1301 broken: no network',
      '2301 searching whole',
      '3301 end of the search for whole',
      '3301 whole: whole1 whole2',
    ]);
  });

  it('ends a search with the scope of the box', async () => {
    const lines = await shownIn(function* (box) {
      box.type('kot');
      yield* delay(500);
    });
    expect(lines).toEqual(['0 idle', '301 searching kot', '501 end of the search for kot']);
  });
});
