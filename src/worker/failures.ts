/*
 * Failures on their way to another thread. An error is taken apart into plain data, together with its causes and all that
 * it stands for, and put together again there. One that occurs twice is one object there, too.
 */
import { ClosedReceiveChannelException, ClosedSendChannelException } from '../channel/exceptions.js';
import {
  CancellationException,
  CompletionHandlerException,
  IllegalArgumentException,
  IllegalStateException,
} from '../internal/exceptions.js';
import { NoSuchElementException } from '../internal/no-such-element-exception.js';
import { addSuppressed, getSuppressed } from '../internal/suppressed.js';
import { textOf } from '../internal/text-of.js';
import { UnsupportedOperationException } from '../internal/unsupported-operation-exception.js';
import { JobCancellationException } from '../job/cancellation.js';
import { TimeoutCancellationException } from '../job/timeout-cancellation.js';
import { registeredClass, registeredName } from './registry.js';
import { WorkerThreadException } from './worker-thread-exception.js';

const VALUE = 0;
const ERROR = 1;
const NO_CAUSE = -1;

/** Class, name where it is not the class's, message, stack, then numbers of other parts, and own properties in between. */
type ErrorPart = readonly [
  kind: typeof ERROR,
  type: string,
  name: string | null,
  message: string,
  stack: string | undefined,
  cause: number,
  properties: Record<string, unknown>,
  suppressed: readonly number[],
  aggregated: readonly number[] | null,
];
type Part = readonly [kind: typeof VALUE, value: unknown] | ErrorPart;

/** The parts of a failure, numbered by their place. The first is the failure itself. */
export type SentFailure = readonly Part[];

/** The classes that every thread has. A function, so that a program without worker modules ships none of it. */
function knownClasses(): Map<string, { prototype: object }> {
  const classes: { prototype: Error }[] = [
    AggregateError,
    EvalError,
    RangeError,
    ReferenceError,
    SyntaxError,
    TypeError,
    URIError,
    CancellationException,
    ClosedReceiveChannelException,
    ClosedSendChannelException,
    CompletionHandlerException,
    IllegalArgumentException,
    IllegalStateException,
    JobCancellationException,
    NoSuchElementException,
    TimeoutCancellationException,
    UnsupportedOperationException,
    WorkerThreadException,
  ];
  // By the name that is theirs on every thread: a minifier may have renamed the class itself.
  return new Map(classes.map((each) => [each.prototype.name, each]));
}
let known: Map<string, { prototype: object }> | undefined;

/** The name of the nearest class that the other thread has too: known, or registered (`+` before its name), or none. */
function classOf(error: Error): string {
  const registered = registeredName(error);
  if (registered !== null) return `+${registered}`;
  if (isDomException(error)) return 'DOMException';
  known ??= knownClasses();
  for (let each = Object.getPrototypeOf(error); each !== null; each = Object.getPrototypeOf(each)) {
    if (Object.hasOwn(each, 'name') && known.get(each.name)?.prototype === each) return each.name;
  }
  return '';
}

function isDomException(error: Error): boolean {
  return typeof DOMException === 'function' && error instanceof DOMException;
}

function prototypeOf(type: string): Error {
  known ??= knownClasses();
  const found = type.startsWith('+') ? registeredClass(type.slice(1))?.type : known.get(type);
  return (found?.prototype ?? Error.prototype) as Error;
}

function isClonable(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

const NOT_PROPERTIES = ['message', 'stack', 'cause', 'name', 'errors', 'timeoutOwner'];

/** A failure as data. What of it cannot be cloned is sent as text. */
export function encodeFailure(failure: unknown): SentFailure {
  const parts: Part[] = [];
  const numbers = new Map<unknown, number>();
  const add = (value: unknown): number => {
    const before = numbers.get(value);
    if (before !== undefined) return before;
    const number = parts.length;
    numbers.set(value, number);
    parts.push([VALUE, undefined]);
    parts[number] = value instanceof Error ? errorPart(value, add) : [VALUE, isClonable(value) ? value : textOf(value)];
    return number;
  };
  add(failure);
  return parts;
}

function errorPart(error: Error, add: (value: unknown) => number): Part {
  const type = classOf(error);
  const properties: Record<string, unknown> = {};
  for (const name of Object.keys(error)) {
    const value = (error as unknown as Record<string, unknown>)[name];
    if (!NOT_PROPERTIES.includes(name)) properties[name] = isClonable(value) ? value : textOf(value);
  }
  const name = type === 'DOMException' || error.name !== prototypeOf(type).name ? String(error.name) : null;
  return [
    ERROR,
    type,
    name,
    String(error.message),
    error.stack,
    error.cause === undefined ? NO_CAUSE : add(error.cause),
    properties,
    getSuppressed(error).map(add),
    error instanceof AggregateError ? error.errors.map(add) : null,
  ];
}

/** The failure that `parts` were made from. */
export function decodeFailure(parts: SentFailure): unknown {
  const made = parts.map((part) => (part[0] === VALUE ? part[1] : emptyError(part)));
  for (const [i, part] of parts.entries()) {
    if (part[0] === VALUE) continue;
    const [, , , , , cause, properties, suppressed, aggregated] = part;
    const error = made[i] as Error;
    if (cause !== NO_CAUSE) define(error, 'cause', made[cause]);
    Object.assign(error, properties);
    for (const other of suppressed) addSuppressed(error, made[other]);
    if (aggregated !== null) {
      define(
        error,
        'errors',
        aggregated.map((each) => made[each]),
      );
    }
  }
  return made[0];
}

/** Without its class's constructor, which may want other arguments. */
function emptyError([, type, name, message, stack]: ErrorPart): Error {
  if (type === 'DOMException' && typeof DOMException === 'function') {
    const exception = new DOMException(message, name ?? undefined);
    define(exception, 'stack', stack);
    return exception;
  }
  const error = new Error(message);
  const prototype = prototypeOf(type);
  if (prototype !== Error.prototype) Object.setPrototypeOf(error, prototype);
  // Known as a timeout by having an owner, which is on the thread where the timeout was.
  if (error instanceof TimeoutCancellationException) define(error, 'timeoutOwner', null);
  if (name !== null) define(error, 'name', name);
  define(error, 'stack', stack);
  return error;
}

function define(error: Error, name: string, value: unknown): void {
  Object.defineProperty(error, name, { value, writable: true, configurable: true, enumerable: false });
}
