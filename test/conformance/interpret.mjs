// @ts-nocheck
// Runs a program of the corpus with the library and returns its trace. The mirror image of the interpreter in Kotlin that
// made the recorded traces: what a statement does here it did there, so this file is changed only together with that one.
//
//   interpret(program, lib, testLib) -> Promise<string[]>
//
// lib is the module 'suspendable', testLib the module 'suspendable/test'. Uses runTest's TestScope for virtual time.

const MAX_STEPS = 5000;
const MAX_TRACE = 2000;

class StepLimit extends Error {
  constructor() {
    super('step limit');
    this.name = 'StepLimit';
  }
}

class BoomA extends Error {
  constructor(message) {
    super(message ?? '');
    this.name = 'BoomA';
  }
}

class BoomB extends Error {
  constructor(message) {
    super(message ?? '');
    this.name = 'BoomB';
  }
}

function withCause(error, cause) {
  if (cause !== null && cause !== undefined) {
    Object.defineProperty(error, 'cause', { value: cause, writable: true, configurable: true, enumerable: false });
  }
  return error;
}

function pure(f, x) {
  switch (f) {
    case 'id': return x;
    case 'inc': return (x + 1) % 1000;
    case 'dbl': return (x * 2) % 1000;
    case 'half': return Math.trunc(x / 2);
    case 'mod3': return x % 3;
    case 'add10': return (x + 10) % 1000;
    default: throw new Error(`unknown function ${f}`);
  }
}

function holds(f, x) {
  switch (f) {
    case 'even': return x % 2 === 0;
    case 'odd': return x % 2 === 1;
    case 'lt3': return x % 10 < 3;
    case 'gt1': return x % 10 > 1;
    case 'all': return true;
    case 'none': return false;
    default: throw new Error(`unknown predicate ${f}`);
  }
}

function num(v) {
  if (typeof v === 'number') return v;
  if (v !== null && typeof v === 'object' && 'index' in v && 'value' in v) return (v.index * 100 + num(v.value)) % 1000;
  return 0;
}

const pair = (a, b) => (num(a) * 10 + num(b)) % 1000;

/** A callback's arguments without the collector it is given, and the collector, wherever it stands among them. */
function split(args) {
  let collector;
  const rest = [];
  for (const a of args) {
    if (collector === undefined && a !== null && typeof a === 'object' && typeof a.emit === 'function') collector = a;
    else rest.push(a);
  }
  return [collector, rest];
}

// Statements that never suspend: a body of these alone becomes a plain function.
const PLAIN = new Set(['trace', 'cancel', 'probe', 'throw', 'trySend', 'tryReceive', 'close', 'completeV', 'complete', 'start',
  'children', 'setState', 'getState', 'tryEmit', 'cancelSelf', 'tryLock', 'unlock', 'release', 'tryAcquire', 'selfActive', 'name']);
const plain = (body) => (body ?? []).every((s) => PLAIN.has(s.op));

class Interpreter {
  constructor(program, lib, testLib) {
    this.program = program;
    this.lib = lib;
    this.testLib = testLib;
    this.out = [];
    this.vars = new Map();
    this.owners = new Map();
    this.steps = 0;
    const Illegal = lib.IllegalStateException ?? class extends Error {
      constructor(message) {
        super(message);
        this.name = 'IllegalStateException';
      }
    };
    this.IllegalState = Illegal;
    this.MyCancel = class MyCancel extends lib.CancellationException {
      constructor(message) {
        super(message);
        this.name = 'MyCancel';
      }
    };
  }

  trace(s) {
    if (this.out.length < MAX_TRACE) this.out.push(`${this.testScope.currentTime} ${s}`);
  }

  async run() {
    await this.testLib.runTest((testScope) => {
      this.drive(testScope);
    });
    return this.out;
  }

  drive(testScope) {
    const { lib, testLib } = this;
    this.testScope = testScope;
    this.d1 = new testLib.StandardTestDispatcher(testScope.testScheduler);
    this.d2 = new testLib.StandardTestDispatcher(testScope.testScheduler);
    const handler = new lib.CoroutineExceptionHandler((_context, e) => this.trace(`UNCAUGHT ${this.fmtE(e)}`));
    const root = new lib.CoroutineScope(this.d1.plus(handler));
    const self = this;
    const main = root.launch(function* (scope) {
      yield* self.exec(self.program.main, { scope, it: 0 });
      self.trace('main end');
    });
    main.invokeOnCompletion((cause) => this.trace(`main done ${this.fmtE(cause)}`));
    testScope.advanceUntilIdle();
    if (!main.isCompleted) {
      this.trace(`STUCK t=${testScope.currentTime}`);
      main.cancel(new lib.CancellationException('p0'));
      testScope.advanceUntilIdle();
    }
    this.trace(`END ${this.flags(main)}`);
  }

  // ------------------------------------------------------------------------------------------------- formatting

  fmtE(e, depth = 0) {
    if (e === null || e === undefined) return 'null';
    const { lib } = this;
    let name;
    if (e instanceof this.MyCancel || e instanceof lib.TimeoutCancellationException) name = e.name;
    else if (e instanceof lib.CancellationException) name = 'CancellationException';
    else name = e.name;
    let out = name;
    if (typeof e.message === 'string' && /^p\d+$/.test(e.message)) out += `:${e.message}`;
    const cause = e.cause;
    if (cause !== null && cause !== undefined && cause !== e && depth < 3) out += `<${this.fmtE(cause, depth + 1)}>`;
    const suppressed = lib.getSuppressed(e);
    if (suppressed.length > 0 && depth < 3) out += `+[${suppressed.map((x) => this.fmtE(x, depth + 1)).join(',')}]`;
    return out;
  }

  fmt(v) {
    if (v instanceof Error) return this.fmtE(v);
    if (Array.isArray(v)) return `[${v.map((x) => this.fmt(x)).join(',')}]`;
    if (v instanceof Set) return `{${[...v].map((x) => this.fmt(x)).join(',')}}`;
    if (v === undefined) return 'unit';
    return String(v);
  }

  flags(j) {
    return (j.isActive ? 'A' : '-') + (j.isCompleted ? 'D' : '-') + (j.isCancelled ? 'C' : '-');
  }

  attempt(f) {
    try {
      return f();
    } catch (e) {
      return `!${this.fmtE(e)}`;
    }
  }

  // ---------------------------------------------------------------------------------------------------- helpers

  matches(type, e) {
    const { lib } = this;
    switch (type) {
      case 'all': return true;
      case 'cancel': return e instanceof lib.CancellationException;
      case 'notcancel': return !(e instanceof lib.CancellationException);
      case 'timeout': return e instanceof lib.TimeoutCancellationException;
      case 'A': return e instanceof BoomA;
      case 'B': return e instanceof BoomB;
      default: throw new Error(`unknown catch type ${type}`);
    }
  }

  // The interpreter in Kotlin asks for a type here too: no program names a variable of another type.
  ref(name) {
    const v = this.vars.get(name);
    if (v === undefined) this.trace(`unset ${name}`);
    return v;
  }

  expr(e, f) {
    if (e === null || e === undefined) return 0;
    if (typeof e === 'number') return e;
    if (e === 'it') return num(f.it);
    return e.a !== undefined ? (num(f.it) + e.a) % 1000 : (num(f.it) * 10 + e.x) % 1000;
  }

  exception(e) {
    const cause = e.cause ? this.exception(e.cause) : null;
    switch (e.k) {
      case 'A': return withCause(new BoomA(e.m), cause);
      case 'B': return withCause(new BoomB(e.m), cause);
      case 'C': return withCause(new this.lib.CancellationException(e.m), cause);
      case 'D': return new this.MyCancel(e.m);
      case 'I': return withCause(new this.IllegalState(e.m), cause);
      default: throw new Error(`unknown exception ${e.k}`);
    }
  }

  cancellation(s) {
    if (s.msg === undefined) return undefined;
    return withCause(new this.lib.CancellationException(s.msg), s.cause ? this.exception(s.cause) : null);
  }

  cancel(target, s) {
    const c = this.cancellation(s);
    if (c === undefined) target.cancel();
    else target.cancel(c);
  }

  owner(s) {
    if (s.owner === undefined) return undefined;
    let o = this.owners.get(s.owner);
    if (o === undefined) this.owners.set(s.owner, (o = { owner: s.owner }));
    return o;
  }

  job(f) {
    return f.scope.coroutineContext.get(this.lib.Job);
  }

  /** null when a job variable that the context names is unset. */
  context(list, f) {
    const { lib } = this;
    let c = lib.EmptyCoroutineContext;
    for (const e of list ?? []) {
      let element;
      switch (Array.isArray(e) ? e[0] : e) {
        case 'Job': element = new lib.Job(); break;
        case 'SupervisorJob': element = new lib.SupervisorJob(); break;
        case 'ChildJob': element = new lib.Job(this.job(f)); break;
        case 'ChildSupervisorJob': element = new lib.SupervisorJob(this.job(f)); break;
        case 'NonCancellable': element = lib.NonCancellable; break;
        case 'Unconfined': element = lib.Dispatchers.Unconfined; break;
        case 'D2': element = this.d2; break;
        case 'job':
          element = this.ref(e[1]);
          if (element === undefined) return null;
          break;
        case 'name': element = new lib.CoroutineName(e[1]); break;
        case 'handler': element = new lib.CoroutineExceptionHandler((_c, x) => this.trace(`handler ${e[1]} ${this.fmtE(x)}`)); break;
        default: throw new Error(`unknown context element ${JSON.stringify(e)}`);
      }
      c = c.plus(element);
    }
    return c;
  }

  overflow(s) {
    const { BufferOverflow } = this.lib;
    switch (s) {
      case undefined: case 'suspend': return BufferOverflow.SUSPEND;
      case 'oldest': return BufferOverflow.DROP_OLDEST;
      case 'latest': return BufferOverflow.DROP_LATEST;
      default: throw new Error('unknown overflow');
    }
  }

  capacity(c) {
    const { Channel } = this.lib;
    switch (c) {
      case 'unlimited': return Channel.UNLIMITED;
      case 'conflated': return Channel.CONFLATED;
      case 'buffered': return Channel.BUFFERED;
      default: return c;
    }
  }

  /** A block for a builder: a plain function when nothing in the body suspends. */
  block(s, frame, result) {
    const self = this;
    if (plain(s.body)) {
      return (scope) => {
        self.execPlain(s.body, frame(scope));
        return result?.();
      };
    }
    return function* (scope) {
      yield* self.exec(s.body ?? [], frame(scope));
      return result?.();
    };
  }

  *exec(list, f) {
    for (const s of list ?? []) {
      if (++this.steps > MAX_STEPS) throw new StepLimit();
      yield* this.step(s, f);
    }
  }

  execPlain(list, f) {
    const r = this.exec(list, f).next();
    if (!r.done) throw new Error('a plain body suspended');
  }

  *step(s, f) {
    const { lib } = this;
    const self = this;
    switch (s.op) {
      case 'trace': this.trace(s.it ? `${s.m} ${this.fmt(f.it)}` : s.m); return;
      case 'delay': yield* lib.delay(s.ms); return;
      case 'yield': yield* lib.yieldNow(); return;
      case 'repeat': for (let i = 0; i < s.n; i++) yield* this.exec(s.body, { ...f, it: i }); return;
      case 'if': yield* this.exec(holds(s.p, num(f.it)) ? s.body : s.else, f); return;
      case 'throw': throw this.exception(s.ex);
      case 'try': yield* this.tryStep(s, f); return;
      case 'coroutineScope': case 'supervisorScope': {
        const r = yield* lib[s.op](this.block(s, (scope) => ({ ...f, scope }), () => this.expr(s.r, f)));
        this.trace(`${s.v} -> ${r}`);
        return;
      }
      case 'withContext': {
        const c = this.context(s.ctx, f);
        if (c === null) return;
        const r = yield* lib.withContext(c, this.block(s, (scope) => ({ ...f, scope }), () => this.expr(s.r, f)));
        this.trace(`${s.v} -> ${r}`);
        return;
      }
      case 'withTimeout': case 'withTimeoutOrNull': {
        const r = yield* lib[s.op](s.ms, this.block(s, (scope) => ({ ...f, scope }), () => this.expr(s.r, f)));
        this.trace(`${s.v} -> ${r}`);
        return;
      }
      case 'launch': case 'async': case 'join': case 'await': case 'cancel': case 'cancelAndJoin': case 'cancelChildren':
      case 'probe': case 'done': case 'start': case 'job': case 'complete': case 'completeX': case 'deferred':
      case 'completeV': case 'children': case 'selfActive': case 'ensureActive': case 'cancelSelf': case 'gce':
      case 'getCompleted': case 'getCompletionX': case 'awaitAll': case 'joinAll': case 'awaitCancellation':
      case 'suspendC': case 'resumeC': case 'failC': case 'cancelC': case 'probeC': case 'scope': case 'cancelScope':
      case 'name':
        yield* self.jobStep(s, f);
        return;
      case 'channel': case 'send': case 'receive': case 'trySend': case 'tryReceive': case 'receiveCatching': case 'close':
      case 'cancelChannel': case 'consumeEach': case 'forEach': case 'consume': case 'toListC': case 'onClose':
      case 'probeChannel': case 'produce': case 'actor':
        yield* self.channelStep(s, f);
        return;
      case 'select': yield* self.selectStep(s, f); return;
      case 'mutex': case 'lock': case 'tryLock': case 'unlock': case 'withLock': case 'holdsLock': case 'isLocked':
      case 'semaphore': case 'acquire': case 'tryAcquire': case 'release': case 'withPermit': case 'permits':
        yield* self.syncStep(s, f);
        return;
      case 'shared': case 'state': case 'emitTo': case 'tryEmit': case 'replayCache': case 'subscriptions':
      case 'resetReplay': case 'setState': case 'getState': case 'updateState': case 'getAndUpdate': case 'updateAndGet':
      case 'cas': case 'shareIn': case 'stateIn':
        yield* self.hotStep(s, f);
        return;
      default: yield* self.flowStep(s, f);
    }
  }

  *tryStep(s, f) {
    try {
      yield* this.exec(s.body, f);
    } catch (e) {
      const c = (s.catch ?? []).find((x) => this.matches(x.type, e));
      if (c === undefined) throw e;
      this.trace(`caught ${s.v} ${this.fmtE(e)}`);
      yield* this.exec(c.body, f);
      if (c.rethrow) throw e;
    } finally {
      yield* this.exec(s.finally, f);
    }
  }

  // ------------------------------------------------------------------------------------------------------- jobs

  /** Calls scope.launch or scope.async in the shortest spelling that says it. */
  build(kind, scope, s, context, block) {
    if (s.start === undefined && s.ctx === undefined) return scope[kind](block);
    if (s.start === undefined) return scope[kind](context, block);
    return scope[kind](s.ctx === undefined ? { start: s.start } : { context, start: s.start }, block);
  }

  *jobStep(s, f) {
    const { lib } = this;
    switch (s.op) {
      case 'launch': case 'async': {
        const c = this.context(s.ctx, f);
        if (c === null) return;
        const scope = s.in !== undefined ? this.ref(s.in) : f.scope;
        if (scope === undefined) return;
        const result = s.op === 'async' ? () => this.expr(s.r, f) : undefined;
        this.vars.set(s.v, this.build(s.op, scope, s, c, this.block(s, (own) => ({ ...f, scope: own }), result)));
        return;
      }
      case 'join': {
        const j = this.ref(s.v);
        if (j === undefined) return;
        yield* j.join();
        this.trace(`joined ${s.v}`);
        return;
      }
      case 'await': {
        const d = this.ref(s.v);
        if (d === undefined) return;
        if (s.catch) {
          let text;
          try {
            text = `-> ${this.fmt(yield* d.await())}`;
          } catch (e) {
            text = `!${this.fmtE(e)}`;
          }
          this.trace(`await ${s.v} ${text}`);
        } else {
          const r = yield* d.await();
          this.trace(`await ${s.v} -> ${this.fmt(r)}`);
        }
        return;
      }
      case 'cancel': {
        const j = this.ref(s.v);
        if (j !== undefined) this.cancel(j, s);
        return;
      }
      case 'cancelAndJoin': {
        const j = this.ref(s.v);
        if (j === undefined) return;
        if (s.msg !== undefined) {
          j.cancel(this.cancellation(s));
          yield* j.join();
        } else {
          yield* j.cancelAndJoin();
        }
        this.trace(`cancelledAndJoined ${s.v}`);
        return;
      }
      case 'cancelChildren': {
        const j = s.v !== undefined ? this.ref(s.v) : this.job(f);
        if (j === undefined) return;
        const c = this.cancellation(s);
        if (c === undefined) j.cancelChildren();
        else j.cancelChildren(c);
        return;
      }
      case 'probe': {
        const j = this.ref(s.v);
        if (j !== undefined) this.trace(`probe ${s.v} ${this.flags(j)}`);
        return;
      }
      case 'done': {
        const j = this.ref(s.v);
        if (j === undefined) return;
        const handler = (cause) => this.trace(`done ${s.as} ${this.fmtE(cause)}`);
        if (s.cancelling) j.invokeOnCompletion(handler, { onCancelling: true });
        else j.invokeOnCompletion(handler);
        return;
      }
      case 'start': {
        const j = this.ref(s.v);
        if (j !== undefined) this.trace(`start ${s.v} ${j.start()}`);
        return;
      }
      case 'job': {
        const parent = s.parent === '@' ? this.job(f) : s.parent !== undefined ? this.ref(s.parent) : null;
        if (parent === undefined) return;
        const JobClass = s.sup ? lib.SupervisorJob : lib.Job;
        this.vars.set(s.v, parent === null ? new JobClass() : new JobClass(parent));
        return;
      }
      case 'complete': {
        const j = this.ref(s.v);
        if (j !== undefined) this.trace(`complete ${s.v} ${j.complete()}`);
        return;
      }
      case 'completeX': {
        const x = this.exception(s.ex);
        const j = this.ref(s.v);
        if (j !== undefined) this.trace(`completeX ${s.v} ${j.completeExceptionally(x)}`);
        return;
      }
      case 'deferred': {
        const parent = s.parent === '@' ? this.job(f) : s.parent !== undefined ? this.ref(s.parent) : null;
        if (parent === undefined) return;
        this.vars.set(s.v, parent === null ? new lib.CompletableDeferred() : new lib.CompletableDeferred(parent));
        return;
      }
      case 'completeV': {
        const d = this.ref(s.v);
        if (d !== undefined) this.trace(`completeV ${s.v} ${d.complete(this.expr(s.val, f))}`);
        return;
      }
      case 'children': {
        const j = s.v !== undefined ? this.ref(s.v) : this.job(f);
        if (j !== undefined) this.trace(`children ${s.v ?? '@'} ${[...j.children].length}`);
        return;
      }
      case 'selfActive': this.trace(`active ${lib.isActive()} ${f.scope.isActive}`); return;
      case 'ensureActive': {
        if (s.v === undefined) {
          lib.ensureActive();
          return;
        }
        const j = this.ref(s.v);
        if (j === undefined) return;
        this.trace(`ensureActive ${s.v} ${this.attempt(() => { j.ensureActive(); return 'ok'; })}`);
        return;
      }
      case 'cancelSelf': this.cancel(f.scope, s); return;
      case 'gce': {
        const j = this.ref(s.v);
        if (j !== undefined) this.trace(`gce ${s.v} ${this.attempt(() => this.fmtE(j.getCancellationException()))}`);
        return;
      }
      case 'getCompleted': {
        const d = this.ref(s.v);
        if (d !== undefined) this.trace(`getCompleted ${s.v} ${this.attempt(() => this.fmt(d.getCompleted()))}`);
        return;
      }
      case 'getCompletionX': {
        const d = this.ref(s.v);
        if (d === undefined) return;
        this.trace(`getCompletionX ${s.v} ${this.attempt(() => this.fmtE(d.getCompletionExceptionOrNull()))}`);
        return;
      }
      case 'awaitAll': {
        const list = this.refs(s.vs);
        if (list === null) return;
        const r = yield* lib.awaitAll(...list);
        this.trace(`awaitAll -> ${this.fmt(r)}`);
        return;
      }
      case 'joinAll': {
        const list = this.refs(s.vs);
        if (list === null) return;
        yield* lib.joinAll(...list);
        this.trace('joinedAll');
        return;
      }
      case 'awaitCancellation': yield* lib.awaitCancellation(); return;
      case 'suspendC': {
        const r = yield* lib.suspendCancellableCoroutine((c) => {
          this.vars.set(s.v, c);
          if (s.handler) c.invokeOnCancellation((cause) => this.trace(`${s.v} onCancellation ${this.fmtE(cause)}`));
          if (s.now !== undefined) c.resume(this.expr(s.now, f));
        });
        this.trace(`${s.v} resumed ${this.fmt(r)}`);
        return;
      }
      case 'resumeC': {
        const c = this.ref(s.v);
        if (c === undefined) return;
        this.trace(`resume ${s.v} ${this.attempt(() => { c.resume(this.expr(s.val, f)); return 'ok'; })}`);
        return;
      }
      case 'failC': {
        const c = this.ref(s.v);
        if (c === undefined) return;
        const x = this.exception(s.ex);
        this.trace(`fail ${s.v} ${this.attempt(() => { c.resumeWithException(x); return 'ok'; })}`);
        return;
      }
      case 'cancelC': {
        const c = this.ref(s.v);
        if (c === undefined) return;
        const x = this.cancellation(s);
        this.trace(`cancelC ${s.v} ${x === undefined ? c.cancel() : c.cancel(x)}`);
        return;
      }
      case 'probeC': {
        const c = this.ref(s.v);
        if (c !== undefined) this.trace(`probeC ${s.v} ${this.flags(c)}`);
        return;
      }
      case 'scope': {
        const c = this.context(s.ctx, f);
        if (c === null) return;
        this.vars.set(s.v, new lib.CoroutineScope(f.scope.coroutineContext.minusKey(lib.Job).plus(this.d1).plus(c)));
        return;
      }
      case 'cancelScope': {
        const c = this.ref(s.v);
        if (c !== undefined) this.cancel(c, s);
        return;
      }
      case 'name': this.trace(`name ${lib.currentCoroutineContext().get(lib.CoroutineName)?.name ?? null}`); return;
      default: throw new Error(`unknown statement ${s.op}`);
    }
  }

  refs(names) {
    const list = [];
    for (const name of names) {
      const v = this.ref(name);
      if (v === undefined) return null;
      list.push(v);
    }
    return list;
  }

  // --------------------------------------------------------------------------------------- channels and select

  sendChannel(s, f) {
    return s.ch === '@' ? f.channel : this.ref(s.ch);
  }

  result(r, value) {
    if (r.isSuccess) return value ? `-> ${this.fmt(r.getOrNull())}` : 'ok';
    if (r.isClosed) return `closed ${this.fmtE(r.exceptionOrNull())}`;
    return 'failed';
  }

  *channelStep(s, f) {
    const { lib } = this;
    const self = this;
    switch (s.op) {
      case 'channel': {
        const options = {};
        if (s.overflow !== undefined) options.onBufferOverflow = this.overflow(s.overflow);
        if (s.undelivered) options.onUndeliveredElement = (x) => this.trace(`undelivered ${s.v} ${this.fmt(x)}`);
        const capacity = this.capacity(s.cap);
        this.vars.set(s.v, Object.keys(options).length > 0 ? new lib.Channel(capacity, options) : new lib.Channel(capacity));
        return;
      }
      case 'send': {
        const c = this.sendChannel(s, f);
        if (c === undefined) return;
        const x = this.expr(s.val, f);
        yield* c.send(x);
        this.trace(`sent ${s.ch} ${x}`);
        return;
      }
      case 'trySend': {
        const c = this.sendChannel(s, f);
        if (c === undefined) return;
        const x = this.expr(s.val, f);
        this.trace(`trySend ${s.ch} ${x} ${this.result(c.trySend(x), false)}`);
        return;
      }
      case 'close': {
        const c = this.sendChannel(s, f);
        if (c === undefined) return;
        const x = s.ex ? this.exception(s.ex) : null;
        this.trace(`close ${s.ch} ${x === null ? c.close() : c.close(x)}`);
        return;
      }
      case 'produce': {
        const c = this.context(s.ctx, f);
        if (c === null) return;
        const options = {};
        if (s.ctx !== undefined) options.context = c;
        if (s.cap !== undefined) options.capacity = this.capacity(s.cap);
        const block = function* (scope) {
          yield* self.exec(s.body, { ...f, scope, channel: scope.channel ?? scope });
          if (s.awaitClose) yield* scope.awaitClose(() => self.trace(`awaitClose ${s.v}`));
        };
        this.vars.set(s.v, Object.keys(options).length > 0 ? lib.produce(f.scope, options, block) : lib.produce(f.scope, block));
        return;
      }
      case 'actor': {
        const block = function* (scope) {
          yield* (scope.channel ?? scope).consumeEach(self.each(s.body, { ...f, scope }));
          self.trace(`actor end ${s.v}`);
        };
        this.vars.set(s.v, s.cap !== undefined ? lib.actor(f.scope, { capacity: this.capacity(s.cap) }, block) : lib.actor(f.scope, block));
        return;
      }
      default:
    }
    const c = this.ref(s.ch);
    if (c === undefined) return;
    switch (s.op) {
      case 'receive': {
        const x = yield* c.receive();
        this.trace(`received ${s.ch} ${this.fmt(x)}`);
        return;
      }
      case 'tryReceive': this.trace(`tryReceive ${s.ch} ${this.result(c.tryReceive(), true)}`); return;
      case 'receiveCatching': {
        const r = yield* c.receiveCatching();
        this.trace(`receiveCatching ${s.ch} ${this.result(r, true)}`);
        return;
      }
      case 'cancelChannel': this.cancel(c, s); return;
      case 'consumeEach':
        yield* c.consumeEach(this.each(s.body, f));
        this.trace(`consumed ${s.ch}`);
        return;
      case 'forEach': {
        const i = c.iterator();
        while (yield* i.hasNext()) yield* this.exec(s.body, { ...f, it: i.next() });
        this.trace(`iterated ${s.ch}`);
        return;
      }
      case 'consume':
        yield* c.consume(function* () {
          yield* self.exec(s.body, f);
        });
        this.trace(`consume end ${s.ch}`);
        return;
      case 'toListC': {
        const r = yield* c.toList();
        this.trace(`toList ${s.ch} ${this.fmt(r)}`);
        return;
      }
      case 'onClose': {
        const text = this.attempt(() => {
          c.invokeOnClose((cause) => this.trace(`closed ${s.ch} ${this.fmtE(cause)}`));
          return 'ok';
        });
        this.trace(`onClose ${s.ch} ${text}`);
        return;
      }
      case 'probeChannel':
        this.trace(`probe ${s.ch} ${c.isClosedForSend ? 'S' : '-'}${c.isClosedForReceive ? 'R' : '-'}${c.isEmpty ? 'E' : '-'}`);
        return;
      default: throw new Error(`unknown statement ${s.op}`);
    }
  }

  /** A callback that takes a value: a plain function when nothing in the body suspends. */
  each(body, f) {
    const self = this;
    if (plain(body)) {
      return (it) => {
        self.execPlain(body, { ...f, it });
      };
    }
    return function* (it) {
      yield* self.exec(body, { ...f, it });
    };
  }

  *selectStep(s, f) {
    const { lib } = this;
    const self = this;
    const clauses = s.clauses.filter((c) => c.k === 'timeout' || this.ref(c.o) !== undefined);
    if (clauses.length === 0) return;
    /** A clause's block: runs the body with the value, then gives the text. */
    const block = (c, text, value = (x) => x) => {
      if (plain(c.body)) {
        return (x) => {
          self.execPlain(c.body, { ...f, it: value(x) });
          return text(x);
        };
      }
      return function* (x) {
        yield* self.exec(c.body, { ...f, it: value(x) });
        return text(x);
      };
    };
    const kept = () => f.it;
    const r = yield* lib.select(...clauses.map((c) => {
      const o = this.vars.get(c.o);
      switch (c.k) {
        case 'receive': return o.onReceive(block(c, (x) => `receive ${c.o} ${this.fmt(x)}`));
        case 'receiveCatching':
          return o.onReceiveCatching(block(c, (x) => `receiveCatching ${c.o} ${this.result(x, true)}`, (x) => x.getOrNull()));
        case 'send': {
          const x = this.expr(c.val, f);
          return o.onSend(x, block(c, () => `send ${c.o} ${x}`, kept));
        }
        case 'join': return o.onJoin(block(c, () => `join ${c.o}`, kept));
        case 'await': return o.onAwait(block(c, (x) => `await ${c.o} ${this.fmt(x)}`));
        case 'lock': return o.onLock(block(c, () => `lock ${c.o}`, kept));
        case 'timeout': return lib.onTimeout(c.ms, block(c, () => `timeout ${c.ms}`, kept));
        default: throw new Error(`unknown clause ${c.k}`);
      }
    }));
    this.trace(`${s.v} -> ${r}`);
  }

  // ------------------------------------------------------------------------------------------------------- sync

  *syncStep(s, f) {
    const { lib } = this;
    const self = this;
    const { v } = s;
    if (s.op === 'mutex') {
      this.vars.set(v, s.locked ? new lib.Mutex(true) : new lib.Mutex());
      return;
    }
    if (s.op === 'semaphore') {
      this.vars.set(v, s.acquired !== undefined ? new lib.Semaphore(s.permits, s.acquired) : new lib.Semaphore(s.permits));
      return;
    }
    const m = this.ref(v);
    if (m === undefined) return;
    const owner = this.owner(s);
    const args = owner === undefined ? [] : [owner];
    const body = plain(s.body)
      ? () => {
        self.trace(`in ${v}`);
        self.execPlain(s.body, f);
      }
      : function* () {
        self.trace(`in ${v}`);
        yield* self.exec(s.body, f);
      };
    switch (s.op) {
      case 'lock':
        try {
          yield* m.lock(...args);
        } catch (e) {
          if (e instanceof lib.CancellationException || !s.safe) throw e;
          this.trace(`lock ${v} !${this.fmtE(e)}`);
          return;
        }
        this.trace(`locked ${v}`);
        return;
      case 'tryLock': this.trace(`tryLock ${v} ${this.attempt(() => String(m.tryLock(...args)))}`); return;
      case 'unlock': this.trace(`unlock ${v} ${this.attempt(() => { m.unlock(...args); return 'ok'; })}`); return;
      case 'withLock':
        yield* m.withLock(body);
        this.trace(`out ${v}`);
        return;
      case 'holdsLock': this.trace(`holdsLock ${v} ${m.holdsLock(owner)}`); return;
      case 'isLocked': this.trace(`isLocked ${v} ${m.isLocked}`); return;
      case 'acquire':
        yield* m.acquire();
        this.trace(`acquired ${v}`);
        return;
      case 'tryAcquire': this.trace(`tryAcquire ${v} ${m.tryAcquire()}`); return;
      case 'release': this.trace(`release ${v} ${this.attempt(() => { m.release(); return 'ok'; })}`); return;
      case 'withPermit':
        yield* m.withPermit(body);
        this.trace(`out ${v}`);
        return;
      case 'permits': this.trace(`permits ${v} ${m.availablePermits}`); return;
      default: throw new Error(`unknown statement ${s.op}`);
    }
  }

  // ------------------------------------------------------------------------------------------------------- flow

  before(fn, v) {
    if (++this.steps > MAX_STEPS) throw new StepLimit();
    if (fn?.t !== undefined) this.trace(`${fn.t} ${this.fmt(v)}`);
  }

  after(fn, v) {
    if (fn?.x && num(v) === fn.x.at) throw this.exception(fn.x.ex);
  }

  /**
   * A callback for an operator that first does what fn says (trace, delay, throw), then gives then(...values); a plain
   * function unless there is a delay. which: the index of the value that fn looks at.
   */
  fn(fn, then, which = 0) {
    const self = this;
    if (fn?.d === undefined) {
      return (...args) => {
        self.before(fn, args[which]);
        self.after(fn, args[which]);
        return then(...args);
      };
    }
    return function* (...args) {
      self.before(fn, args[which]);
      yield* self.lib.delay(fn.d);
      self.after(fn, args[which]);
      return then(...args);
    };
  }

  apply(fn) {
    return this.fn(fn, (v) => pure(fn.f, num(v)));
  }

  test(fn) {
    return this.fn(fn, (v) => holds(fn.f, num(v)));
  }

  /** A callback that may emit: says first(rest), then runs the body with the collector. */
  emitting(body, f, first, withValue) {
    const self = this;
    return function* (...args) {
      const [collector, rest] = split(args);
      first?.(...rest);
      yield* self.exec(body, withValue ? { ...f, collector, it: rest[0] } : { ...f, collector });
    };
  }

  /** undefined when a variable that the source names is unset. */
  flow(spec, f) {
    const { lib } = this;
    const self = this;
    let r;
    switch (spec.src) {
      case 'flow':
        r = lib.flow(function* (collector) {
          yield* self.exec(spec.body, { ...f, collector });
        });
        break;
      case 'of': r = lib.flowOf(...spec.vals.map((e) => this.expr(e, f))); break;
      case 'as': r = lib.asFlow(spec.vals.map((e) => this.expr(e, f))); break;
      case 'empty': r = lib.emptyFlow(); break;
      case 'channelFlow':
        r = lib.channelFlow(function* (scope) {
          yield* self.exec(spec.body, { ...f, scope, channel: scope.channel ?? scope });
        });
        break;
      case 'callbackFlow':
        r = lib.callbackFlow(function* (scope) {
          yield* self.exec(spec.body, { ...f, scope, channel: scope.channel ?? scope });
          yield* scope.awaitClose(() => self.trace('awaitClose'));
        });
        break;
      case 'receiveAsFlow': case 'consumeAsFlow': {
        const c = this.ref(spec.o);
        if (c === undefined) return undefined;
        r = lib[spec.src](c);
        break;
      }
      case 'var':
        r = this.ref(spec.o);
        if (r === undefined) return undefined;
        break;
      case 'merge': {
        const list = [];
        for (const x of spec.of) {
          const y = this.flow(x, f);
          if (y === undefined) return undefined;
          list.push(y);
        }
        r = lib.merge(...list);
        break;
      }
      default: throw new Error(`unknown source ${spec.src}`);
    }
    for (const o of spec.ops ?? []) {
      r = this.operator(r, o, f);
      if (r === undefined) return undefined;
    }
    return r;
  }

  operator(r, o, f) {
    const { lib } = this;
    const self = this;
    const { fn, body, t } = o;
    const inner = (v) => this.flow(o.of, { ...f, it: v }) ?? lib.emptyFlow();
    switch (o.k) {
      case 'map': return r.map(this.apply(fn));
      case 'mapNotNull': return r.mapNotNull(this.fn(fn, (v) => (holds(fn.f, num(v)) ? v : null)));
      case 'filter': return r.filter(this.test(fn));
      case 'filterNot': return r.filterNot(this.test(fn));
      case 'transform': return r.transform(this.emitting(body, f, undefined, true));
      case 'transformWhile': {
        const test = this.test(fn);
        const emitting = this.emitting(body, f, undefined, true);
        return r.transformWhile(function* (...args) {
          yield* emitting(...args);
          const result = test(split(args)[1][0]);
          return typeof result === 'boolean' ? result : yield* result;
        });
      }
      case 'take': return r.take(o.n);
      case 'takeWhile': return r.takeWhile(this.test(fn));
      case 'drop': return r.drop(o.n);
      case 'dropWhile': return r.dropWhile(this.test(fn));
      case 'onEach': return r.onEach(this.apply(fn));
      case 'onStart': return r.onStart(this.emitting(body, f, () => this.trace(`onStart ${t}`)));
      case 'onCompletion': return r.onCompletion(this.emitting(body, f, (e) => this.trace(`onCompletion ${t} ${this.fmtE(e)}`)));
      case 'onEmpty': return r.onEmpty(this.emitting(body, f, () => this.trace(`onEmpty ${t}`)));
      case 'onSubscription':
        return typeof r.onSubscription === 'function' ? r.onSubscription(this.emitting(body, f, () => this.trace(`onSubscription ${t}`))) : r;
      case 'catch': return r.catch(this.emitting(body, f, (e) => this.trace(`catch ${t} ${this.fmtE(e)}`)));
      case 'retry':
        if (o.d === undefined) {
          return r.retry(o.n, (e) => {
            this.trace(`retry ${t} ${this.fmtE(e)}`);
            return true;
          });
        }
        return r.retry(o.n, function* (e) {
          self.trace(`retry ${t} ${self.fmtE(e)}`);
          yield* lib.delay(o.d);
          return true;
        });
      case 'retryWhen':
        return r.retryWhen(function* (...args) {
          const [e, n] = split(args)[1];
          self.trace(`retryWhen ${t} ${n} ${self.fmtE(e)}`);
          if (o.d !== undefined) yield* lib.delay(o.d);
          return n < o.n && e instanceof BoomA;
        });
      case 'withIndex': return r.withIndex().map((v) => num(v));
      case 'scan': return r.scan(o.init, pair);
      case 'runningFold': return r.runningFold(o.init, this.fn(fn, pair, 1));
      case 'runningReduce': return r.runningReduce(pair);
      case 'distinctUntilChanged': return r.distinctUntilChanged();
      case 'distinctUntilChangedBy': return r.distinctUntilChangedBy((v) => pure(fn.f, num(v)));
      case 'flatMapConcat': return r.flatMapConcat(this.fn(fn, inner));
      case 'flatMapMerge': return o.n !== undefined ? r.flatMapMerge(this.fn(fn, inner), { concurrency: o.n }) : r.flatMapMerge(this.fn(fn, inner));
      case 'flatMapLatest': return r.flatMapLatest(this.fn(fn, inner));
      case 'mapLatest': return r.mapLatest(this.apply(fn));
      case 'transformLatest': return r.transformLatest(this.emitting(body, f, undefined, true));
      case 'zip': case 'combine': {
        const other = this.flow(o.of, f);
        return other === undefined ? undefined : r[o.k](other, this.fn(fn, pair));
      }
      case 'debounce': return r.debounce(o.ms);
      case 'sample': return r.sample(o.ms);
      case 'timeout': return r.timeout(o.ms);
      case 'buffer': {
        const capacity = this.capacity(o.cap);
        return o.overflow !== undefined ? r.buffer(capacity, { onBufferOverflow: this.overflow(o.overflow) }) : r.buffer(capacity);
      }
      case 'conflate': return r.conflate();
      case 'cancellable': return r.cancellable();
      case 'flowOn': {
        const c = this.context(o.ctx, f);
        return c === null ? undefined : r.flowOn(c);
      }
      default: throw new Error(`unknown operator ${o.k}`);
    }
  }

  *flowStep(s, f) {
    if (s.op === 'emit') {
      if (f.collector !== undefined) yield* f.collector.emit(this.expr(s.val, f));
      return;
    }
    const flow = this.flow(s.f, f);
    if (flow === undefined) return;
    const { v, body, fn } = s;
    let r;
    switch (s.op) {
      case 'flow': this.vars.set(v, flow); return;
      case 'collect':
        yield* flow.collect(this.each(body, f));
        this.trace(`collected ${v}`);
        return;
      case 'collectLatest':
        yield* flow.collectLatest(this.each(body, f));
        this.trace(`collected ${v}`);
        return;
      case 'collectIndexed': {
        const each = this.each(body, f);
        const isPlain = plain(body);
        const self = this;
        yield* flow.collectIndexed(isPlain
          ? (i, x) => {
            self.trace(`${v} ${i}:${self.fmt(x)}`);
            each(x);
          }
          : function* (i, x) {
            self.trace(`${v} ${i}:${self.fmt(x)}`);
            yield* each(x);
          });
        this.trace(`collected ${v}`);
        return;
      }
      case 'launchIn': {
        const scope = s.in !== undefined ? this.ref(s.in) : f.scope;
        if (scope !== undefined) this.vars.set(v, flow.launchIn(scope));
        return;
      }
      case 'produceIn': this.vars.set(v, flow.produceIn(f.scope)); return;
      case 'toList': r = yield* flow.toList(); break;
      case 'toSet': r = yield* flow.toSet(); break;
      case 'first': r = yield* flow.first(); break;
      case 'firstP': r = yield* flow.first(this.test(fn)); break;
      case 'firstOrNull': r = yield* flow.firstOrNull(); break;
      case 'firstOrNullP': r = yield* flow.firstOrNull(this.test(fn)); break;
      case 'single': r = yield* flow.single(); break;
      case 'singleOrNull': r = yield* flow.singleOrNull(); break;
      case 'last': r = yield* flow.last(); break;
      case 'lastOrNull': r = yield* flow.lastOrNull(); break;
      case 'fold': r = yield* flow.fold(s.init, this.fn(fn, pair, 1)); break;
      case 'reduce': r = yield* flow.reduce(this.fn(fn, pair, 1)); break;
      case 'count': r = yield* flow.count(); break;
      case 'countP': r = yield* flow.count(this.test(fn)); break;
      default: throw new Error(`unknown statement ${s.op}`);
    }
    this.trace(`${v} -> ${this.fmt(r)}`);
  }

  // -------------------------------------------------------------------------------------------------- hot flows

  started(a) {
    const { SharingStarted } = this.lib;
    if (a === 'eagerly') return SharingStarted.Eagerly;
    if (a === 'lazily') return SharingStarted.Lazily;
    return SharingStarted.WhileSubscribed(...a);
  }

  *hotStep(s, f) {
    const { lib } = this;
    const { v } = s;
    switch (s.op) {
      case 'shared': {
        const options = {};
        if (s.replay !== undefined) options.replay = s.replay;
        if (s.extra !== undefined) options.extraBufferCapacity = s.extra;
        if (s.overflow !== undefined) options.onBufferOverflow = this.overflow(s.overflow);
        this.vars.set(v, Object.keys(options).length > 0 ? new lib.MutableSharedFlow(options) : new lib.MutableSharedFlow());
        return;
      }
      case 'state': this.vars.set(v, new lib.MutableStateFlow(s.val)); return;
      case 'shareIn': case 'stateIn': {
        const flow = this.flow(s.f, f);
        if (flow === undefined) return;
        const scope = s.in !== undefined ? this.ref(s.in) : f.scope;
        if (scope === undefined) return;
        this.vars.set(v, flow[s.op](scope, this.started(s.started), s.op === 'shareIn' ? s.replay ?? 0 : s.init));
        return;
      }
      default:
    }
    const m = this.ref(v);
    if (m === undefined) return;
    switch (s.op) {
      case 'emitTo': {
        const x = this.expr(s.val, f);
        yield* m.emit(x);
        this.trace(`emitted ${v} ${x}`);
        return;
      }
      case 'tryEmit': {
        const x = this.expr(s.val, f);
        this.trace(`tryEmit ${v} ${x} ${m.tryEmit(x)}`);
        return;
      }
      case 'replayCache': this.trace(`replayCache ${v} ${this.fmt([...m.replayCache])}`); return;
      case 'subscriptions': this.trace(`subscriptions ${v} ${m.subscriptionCount.value}`); return;
      case 'resetReplay': this.trace(`resetReplay ${v} ${this.attempt(() => { m.resetReplayCache(); return 'ok'; })}`); return;
      case 'setState': m.value = this.expr(s.val, f); return;
      case 'getState': this.trace(`value ${v} ${this.fmt(m.value)}`); return;
      case 'updateState': m.update((x) => pure(s.f, num(x))); return;
      case 'getAndUpdate': this.trace(`getAndUpdate ${v} ${this.fmt(m.getAndUpdate((x) => pure(s.f, num(x))))}`); return;
      case 'updateAndGet': this.trace(`updateAndGet ${v} ${this.fmt(m.updateAndGet((x) => pure(s.f, num(x))))}`); return;
      case 'cas': this.trace(`cas ${v} ${m.compareAndSet(s.a, s.b)}`); return;
      default: throw new Error(`unknown statement ${s.op}`);
    }
  }
}

/** Runs a program; the trace, or what kept it from being run as the last line. */
export async function interpret(program, lib, testLib) {
  const interpreter = new Interpreter(program, lib, testLib);
  try {
    return await interpreter.run();
  } catch (e) {
    interpreter.out.push(`HARNESS ${e?.stack ?? e}`);
    return interpreter.out;
  }
}
