import { requireFunction } from '../internal/require-function.js';
import type { Suspend } from '../suspend/continuation.js';
import type { Collectable, Sink } from './collectable.js';
import { Flow, type FlowMethods } from './flow.js';

/** What an operator with this argument pushes to, before the sink that is behind it. */
export type SinkMaker<A> = (argument: A, sink: Sink<any>) => Sink<any>;

/** How an operator with this argument collects what is before it into what is behind it. */
export type Operator<A> = (upstream: Collectable<any>, sink: Sink<any>, argument: A) => Suspend<void>;

/*
 * What operators make of the flow before them. One class for all of a kind: a generator method of an object made for the occasion
 * would be a new function each time, which costs engines more than the rest of a short flow.
 */

/** Elements pass through a sink, one push for each at most, and nothing happens at the end. */
class Through<A> implements Collectable<any> {
  constructor(
    private readonly upstream: Collectable<any>,
    private readonly sinkOf: SinkMaker<A>,
    private readonly argument: A,
  ) {}

  get stopsQuietly(): boolean | undefined {
    return this.upstream.stopsQuietly;
  }

  collectInto(sink: Sink<any>): Suspend<void> {
    return this.upstream.collectInto(this.sinkOf(this.argument, sink));
  }
}

class Derived<A> implements Collectable<any> {
  constructor(
    private readonly upstream: Collectable<any>,
    private readonly operator: Operator<A>,
    private readonly argument: A,
    readonly checksCancellation: boolean,
  ) {}

  collectInto(sink: Sink<any>): Suspend<void> {
    return this.operator(this.upstream, sink, this.argument);
  }
}

/** The flow whose elements pass through such a sink. */
export function through<A>(flow: Flow<any>, sinkOf: SinkMaker<A>, argument: A): Flow<any> {
  return new Flow(new Through(flow.source, sinkOf, argument));
}

/** The flow that `operator` makes of `flow`. */
export function derived<A>(flow: Flow<any>, operator: Operator<A>, argument: A, checksCancellation = false): Flow<any> {
  return new Flow(new Derived(flow.source, operator, argument, checksCancellation));
}

/** One entry for each method whose argument is a function. */
type Table<E> = Partial<Record<keyof Flow<any>, E>>;

function methodsOf<E>(table: Table<E>, apply: (flow: Flow<any>, entry: E, fn: unknown) => Flow<any>): FlowMethods {
  const methods: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(table) as [string, E][]) {
    methods[name] = function (this: Flow<any>, fn: unknown) {
      requireFunction(name, fn);
      return apply(this, entry, fn);
    };
  }
  return methods;
}

/** Methods that take a function, by the sinks which their elements pass through. */
export function sinkMethods(sinks: Table<SinkMaker<any>>): FlowMethods {
  return methodsOf(sinks, through);
}

/** Methods that take a function, by what they do. */
export function operatorMethods(operators: Table<Operator<any>>, checksCancellation = false): FlowMethods {
  return methodsOf(operators, (flow, operator, fn) => derived(flow, operator, fn, checksCancellation));
}
