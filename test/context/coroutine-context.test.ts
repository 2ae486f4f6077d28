import {
  AbstractCoroutineContextElement,
  ContinuationInterceptor,
  type CoroutineContext,
  CoroutineExceptionHandler,
  CoroutineName,
  createContextKey,
  Dispatchers,
  EmptyCoroutineContext,
  IllegalArgumentException,
  Job,
  NonCancellable,
} from 'suspendable';
import { describe, expect, test } from 'vitest';

const { Default, Unconfined } = Dispatchers;
const a = new CoroutineName('a');
const b = new CoroutineName('b');

class Numbered extends AbstractCoroutineContextElement {
  constructor(readonly number: number) {
    super(Numbered);
  }
  override toString(): string {
    return `Numbered(${this.number})`;
  }
}
const one = new Numbered(1);
const two = new Numbered(2);

/** Every shape of context: empty, one element, two, and with the interceptor given first. */
const shapes: Record<string, CoroutineContext> = {
  'the empty context': EmptyCoroutineContext,
  'an element': one,
  'an interceptor': Default,
  'two elements': a.plus(one),
  'an element and an interceptor': Default.plus(a),
  'three elements': Default.plus(a).plus(one),
};

function elements(context: CoroutineContext): unknown[] {
  return context.fold<unknown[]>([], (list, element) => [...list, element]);
}

for (const [name, context] of Object.entries(shapes)) {
  describe(`${name} as a context`, () => {
    test('plus the empty context it is itself', () => {
      expect(context.plus(EmptyCoroutineContext)).toBe(context);
      expect(EmptyCoroutineContext.plus(context)).toBe(context);
    });

    test('it equals itself, whatever the order of its elements', () => {
      const reversed = elements(context)
        .reverse()
        .reduce<CoroutineContext>((sum, element) => sum.plus(element as CoroutineContext), EmptyCoroutineContext);
      expect(context.equals(context)).toBe(true);
      expect(context.equals(reversed)).toBe(true);
      expect(reversed.equals(context)).toBe(true);
    });

    test('it equals no other shape', () => {
      for (const other of Object.values(shapes)) {
        if (other !== context) expect(context.equals(other)).toBe(false);
      }
      expect(context.equals(null)).toBe(false);
      expect(context.equals('context')).toBe(false);
    });

    test('get finds each element, and null for others', () => {
      for (const element of elements(context)) {
        const { key } = element as AbstractCoroutineContextElement;
        expect(context.get(key)).toBe(element);
      }
      expect(context.get(Job)).toBe(null);
      expect(context.get(createContextKey('other'))).toBe(null);
    });

    test('minusKey takes one element out and keeps the rest', () => {
      for (const element of elements(context)) {
        const { key } = element as AbstractCoroutineContextElement;
        const rest = context.minusKey(key);
        expect(elements(rest)).toEqual(elements(context).filter((e) => e !== element));
      }
    });

    test('minusKey of a key that it lacks is itself', () => {
      expect(context.minusKey(Job)).toBe(context);
    });

    test('plus replaces an element of the same key', () => {
      const sum = context.plus(two);
      expect(sum.get(Numbered)).toBe(two);
      expect(elements(sum).filter((e) => e instanceof Numbered)).toEqual([two]);
    });
  });
}

describe('the order of a context', () => {
  test('fold goes from first to last', () => {
    expect(elements(a.plus(one).plus(new CoroutineExceptionHandler(() => {}))).map(String)).toEqual([
      'CoroutineName(a)',
      'Numbered(1)',
      'CoroutineExceptionHandler',
    ]);
  });

  test('the interceptor is last, wherever it was added', () => {
    for (const sum of [Default.plus(a).plus(one), a.plus(Default).plus(one), a.plus(one).plus(Default)]) {
      expect(sum.toString()).toBe('[CoroutineName(a), Numbered(1), Dispatchers.Default]');
    }
    expect(a.plus(Default).plus(Unconfined).plus(one).toString()).toBe(
      '[CoroutineName(a), Numbered(1), Dispatchers.Unconfined]',
    );
  });

  test('an element that replaces another goes to its end', () => {
    expect(a.plus(one).plus(Default).plus(b).toString()).toBe('[Numbered(1), CoroutineName(b), Dispatchers.Default]');
  });

  test('a sum of sums has the elements of both', () => {
    expect(a.plus(Default).plus(b.plus(one).plus(Unconfined)).toString()).toBe(
      '[CoroutineName(b), Numbered(1), Dispatchers.Unconfined]',
    );
  });

  test('a single element is no list', () => {
    expect(a.plus(Default).minusKey(CoroutineName)).toBe(Default);
    expect(a.plus(Default).minusKey(ContinuationInterceptor)).toBe(a);
    expect(a.plus(b)).toBe(b);
  });
});

describe('the text of contexts and elements', () => {
  test('the empty context prints its name', () => {
    expect(String(EmptyCoroutineContext)).toBe('EmptyCoroutineContext');
  });

  test('elements print as in Kotlin', () => {
    expect(String(new Job().plus(a))).toMatch(/^\[JobImpl\{Active\}@[0-9a-f]+, CoroutineName\(a\)\]$/);
    expect(String(NonCancellable)).toBe('NonCancellable');
    expect(String(new CoroutineExceptionHandler(() => {}))).toBe('CoroutineExceptionHandler');
  });
});

describe('EmptyCoroutineContext', () => {
  test('what is left without any element is it', () => {
    expect(a.minusKey(CoroutineName)).toBe(EmptyCoroutineContext);
    expect(a.plus(one).minusKey(Numbered).minusKey(CoroutineName)).toBe(EmptyCoroutineContext);
    expect(EmptyCoroutineContext.minusKey(CoroutineName)).toBe(EmptyCoroutineContext);
  });

  test('folding it gives the initial value', () => {
    expect(EmptyCoroutineContext.fold('initial', () => 'unreached')).toBe('initial');
  });
});

describe('CoroutineName', () => {
  test('two names are equal when their text is', () => {
    expect(new CoroutineName('a').equals(a)).toBe(true);
    expect(a.equals(b)).toBe(false);
    expect(a.plus(one).equals(one.plus(new CoroutineName('a')))).toBe(true);
    expect(a.plus(one).equals(one.plus(b))).toBe(false);
  });

  test('it prints its text', () => {
    expect(String(a)).toBe('CoroutineName(a)');
  });
});

describe('keys', () => {
  test('a class of elements is its own key', () => {
    expect(a.plus(one).get(Numbered)?.number).toBe(1);
  });

  test('a made key stands for elements without a class', () => {
    const color = createContextKey<{ value: string }>('color');
    class Color extends AbstractCoroutineContextElement {
      constructor(readonly value: string) {
        super(color);
      }
    }
    expect(a.plus(new Color('red')).get(color)?.value).toBe('red');
    expect(a.plus(new Color('red')).plus(new Color('blue')).get(color)?.value).toBe('blue');
    expect(a.plus(new Color('red')).get(createContextKey('color'))).toBe(null); // a key is its identity
    expect(String(color)).toBe('color');
  });

  test('all classes of jobs share one key', () => {
    const job = new Job();
    expect(a.plus(job).get(Job)).toBe(job);
    expect(a.plus(job).plus(NonCancellable).get(Job)).toBe(NonCancellable);
    expect(a.plus(job).minusKey(Job)).toBe(a);
  });

  test('all dispatchers share the key of interceptors', () => {
    expect(Default.plus(Unconfined)).toBe(Unconfined);
    expect(a.plus(Default).get(ContinuationInterceptor)).toBe(Default);
  });
});

describe('CoroutineExceptionHandler', () => {
  test('what is no function is refused', () => {
    expect(() => new CoroutineExceptionHandler('handler' as never)).toThrow(
      new IllegalArgumentException(
        'CoroutineExceptionHandler expects a function (context, error) => void, got "handler"',
      ),
    );
  });
});
