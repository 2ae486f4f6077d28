import { CoroutineName, CoroutineScope, delay, IllegalArgumentException, Job } from 'suspendable';
import { describe, expect, it } from 'vitest';

describe('misuse of launch', () => {
  const scope = new CoroutineScope(new Job());
  const launch = scope.launch as (...args: unknown[]) => unknown;

  it.each<[string, unknown[], string]>([
    ['no block', [undefined], 'launch expects a function as its block, got undefined'],
    ['a number as block', [1], 'launch expects a function as its block, got 1'],
    [
      'a running generator as block',
      [(function* () {})()],
      'launch expects a function as its block, got an object. Pass the function itself, ' +
        'launch(function* () { ... }) or launch(() => work()), not the result of calling it',
    ],
    [
      'a block that is text after a context',
      [new CoroutineName('x'), 'f'],
      'launch expects a function as its block, got "f"',
    ],
    [
      'a start mode that there is not',
      [{ start: 'soon' }, () => {}],
      'launch knows the start modes default, lazy, atomic, undispatched, got "soon"',
    ],
    [
      'text instead of a context',
      ['name', () => {}],
      'launch expects a context or options { context, start, name } before the block, got "name"',
    ],
    [
      'a context option that is none',
      [{ context: 'Main' }, () => {}],
      'launch expects a CoroutineContext as its option context, got "Main"',
    ],
  ])('with %s says what is expected', (_name, args, message) => {
    expect(() => launch(...args)).toThrow(new IllegalArgumentException(message));
  });

  it('with a suspend call as block says to pass the function', () => {
    expect(() => launch(delay(1))).toThrow(
      /^launch expects a function as its block, got an object of class \w+\. Pass the function itself, launch\(function\* \(\) \{ \.\.\. \}\) or launch\(\(\) => work\(\)\), not the result of calling it$/,
    );
  });

  it('launches nothing', () => {
    expect([...scope.coroutineContext.get(Job)!.children]).toEqual([]);
  });
});
