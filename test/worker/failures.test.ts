import { CancellationException, getSuppressed, run, type Suspend } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { tasks } from './gate.js';
import { Registered } from './tasks.js';

/** What a call fails with. */
async function thrown(call: () => Suspend<unknown>): Promise<unknown> {
  try {
    await run(call);
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

function fail(how: string): Promise<unknown> {
  return thrown(() => tasks.fail(how));
}

describe('a failure on another thread', () => {
  test('keeps its class, message and cause', async () => {
    const error = await fail('built-in');
    expect(error).toBeInstanceOf(RangeError);
    expect(error).toMatchObject({ name: 'RangeError', message: 'out of range' });
    expect((error as Error).cause).toBeInstanceOf(TypeError);
    expect((error as Error).cause).toMatchObject({ message: 'the reason' });
  });

  test('keeps its own properties, as text where they cannot be cloned', async () => {
    expect(await fail('properties')).toMatchObject({ code: 'E_CODE', when: new Date(0), how: '1' });
  });

  test('keeps a registered class', async () => {
    const error = await fail('registered');
    expect(error).toBeInstanceOf(Registered);
    expect(error).toMatchObject({ message: 'code 7', code: 7 });
  });

  test('has the nearest known class, and its own name, otherwise', async () => {
    const error = await fail('unregistered');
    expect(Object.getPrototypeOf(error)).toBe(RangeError.prototype);
    expect(error).toMatchObject({ name: 'Unregistered', message: 'not known there' });
  });

  test('keeps the errors that it stands for', async () => {
    const error = (await fail('aggregate')) as AggregateError;
    expect(error).toBeInstanceOf(AggregateError);
    expect(error.errors[0]).toBeInstanceOf(TypeError);
    expect(error.errors[1]).toBe('two');
  });

  test('keeps the suppressed failures of its siblings', async () => {
    const error = (await thrown(() => tasks.failTwice())) as Error;
    expect(error.message).toBe('first');
    expect(getSuppressed(error).map((e) => (e as Error).message)).toEqual(['second']);
  });

  test('may be its own cause', async () => {
    const error = (await fail('circle')) as Error;
    expect(error.cause).toBe(error);
  });

  test('may be a DOMException', async () => {
    const error = await fail('dom');
    expect(error).toBeInstanceOf(DOMException);
    expect(error).toMatchObject({ name: 'AbortError', message: 'stopped' });
  });

  test('may be a cancellation, which the caller gets', async () => {
    const error = await fail('cancellation');
    expect(error).toBeInstanceOf(CancellationException);
    expect(error).toMatchObject({ message: 'by itself' });
  });

  test('may be any value', async () => {
    expect(await fail('null')).toBe(null);
    expect(await fail('text')).toBe('only text');
    expect(await fail('how')).toBe('Symbol(how)');
  });

  test('has the stacks of both threads', async () => {
    function* caller(): Suspend<never> {
      return yield* tasks.fail('built-in');
    }
    const { stack } = (await thrown(caller)) as Error;
    const [there, here] = stack!.split('    ---- called from another thread ----');
    expect(there).toMatch(/^RangeError: out of range\n {4}at (Module\.)?fail .*tasks\.m?[jt]s/);
    expect(here).toMatch(/^\n {4}at .*caller .*failures\.test\.ts/);
  });

  test('can be caught, and the caller goes on', async () => {
    const sum = await run(function* () {
      try {
        yield* tasks.fail('built-in');
      } catch {
        return yield* tasks.add(2, 3);
      }
      return 0;
    });
    expect(sum).toBe(5);
  });
});
