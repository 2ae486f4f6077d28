import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Program, performVirtually } from '../../examples/tour/program.js';
import { programs } from '../../examples/tour/programs.js';

/** Each line that the program named `name` prints, with its time, and the time and the way in which it ends. */
async function transcript(name: string): Promise<string[]> {
  const lines: string[] = [];
  const { at, error } = await performVirtually(programs[name]!, (line) => lines.push(`${line.at}: ${line.text}`));
  lines.push(error === undefined ? `${at} end` : `${at} ${(error as Error).name}: ${(error as Error).message}`);
  return lines;
}

describe('the tour', () => {
  it('has every program file of its folder in the index', () => {
    const notPrograms = new Set(['index', 'program', 'programs']);
    const files = readdirSync(new URL('../../examples/tour', import.meta.url))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => file.slice(0, -'.ts'.length))
      .filter((name) => !notPrograms.has(name));
    expect(Object.keys(programs).sort()).toEqual(files.sort());
  });

  it.each(Object.entries<Program>(programs))('%s prints what its original states', async (_name, program) => {
    const lines: string[] = [];
    const { error } = await performVirtually(program, ({ text }) => lines.push(text));
    expect((error as Error | undefined)?.name).toBe(program.fails);
    expect(lines).toEqual(
      program.expected.map((line) => (typeof line === 'string' ? line : expect.stringMatching(line))),
    );
  });
});

describe('starting coroutines', () => {
  it('completes Hello World after one second of delay', async () => {
    expect(await transcript('hello-world')).toEqual(['1000: Hello World!', '1000 end']);
  });

  it('blocks the thread in runBlocking without virtual time', async () => {
    expect(await transcript('run-blocking')).toEqual([
      '0: Hello World!',
      '0: and only then the next statement',
      '0 end',
    ]);
  });

  it('starts launched coroutines after their parent has suspended', async () => {
    expect(await transcript('launch-order')).toEqual([
      '0: parent starts',
      '0: parent launched 2 coroutines',
      '0: second coroutine',
      '0: third coroutine',
      '100: second coroutine resumed',
      '100 end',
    ]);
  });

  it('awaits two results of one second in one second', async () => {
    expect(await transcript('async-await')).toEqual(['1000: 42', '1000 end']);
  });

  it('runs a hundred thousand coroutines in one second', async () => {
    expect(await transcript('hundred-thousand')).toEqual(['1000: 100000 coroutines done', '1000 end']);
  });

  it('resumes a suspended coroutine from inside a callback', async () => {
    expect(await transcript('suspend-coroutine')).toEqual([
      '0: waiting for a click',
      '300: click!',
      '300: clicked at 3, 4',
      '300 end',
    ]);
  });
});

describe('dispatchers and contexts', () => {
  it('gives a child the dispatcher of its parent', async () => {
    expect(await transcript('dispatchers')).toEqual([
      '0: coroutine on Dispatchers.Default, its child on Dispatchers.Default',
      '0: coroutine on Dispatchers.Main, its child on Dispatchers.Main',
      '0: coroutine on Dispatchers.IO, its child on Dispatchers.IO',
      '0: coroutine on Dispatchers.Unconfined, its child on Dispatchers.Unconfined',
      '0: coroutine on Dispatchers.Default.limitedParallelism(2), its child on Dispatchers.Default.limitedParallelism(2)',
      '0 end',
    ]);
  });

  it('starts and resumes unconfined coroutines inside the calls', async () => {
    expect(await transcript('unconfined')).toEqual([
      '0: 1 started by launch',
      '0: 2 launch has returned',
      '0: 3 resumed by resume',
      '0: 4 resume has returned',
      '0 end',
    ]);
  });

  it('finds elements by key and prefers the right side', async () => {
    expect(await transcript('context-set')).toEqual([
      '0: CoroutineName(foo)',
      '0: null',
      '0: CoroutineName(bar)',
      '0: null',
      '0: CoroutineName(bar)',
      '0: CoroutineName(foo)',
      '0 end',
    ]);
  });

  it('shows a job in a context active until cancelled', async () => {
    expect(await transcript('context-job')).toEqual([
      '0: null',
      expect.stringMatching(/^0: JobImpl\{Active\}@[0-9a-f]+$/),
      '0: true',
      '0: false',
      '0 end',
    ]);
  });

  it('replaces only the dispatcher when a dispatcher is added', async () => {
    expect(await transcript('context-plus')).toEqual([
      '0: [CoroutineName(name), Dispatchers.Main]',
      '0: [CoroutineName(name), Dispatchers.IO]',
      '0 end',
    ]);
  });

  it('makes the job passed to launch the parent', async () => {
    expect(await transcript('launch-own-job')).toEqual([
      '0: child of the passed job: true',
      '0: child of the scope: false',
      '0: the child runs',
      '0 end',
    ]);
  });

  it('computes the context of a child by the formula', async () => {
    expect(await transcript('child-context')).toEqual(['0: true', '0: true', '0 end']);
  });

  it('adds defaults, inherited context and arguments in that order', async () => {
    expect(await transcript('parent-context')).toEqual([
      '0: defaults: Dispatchers.Default, null',
      '0: inherited: Dispatchers.Main, CoroutineName(name)',
      '0: arguments: Dispatchers.IO, CoroutineName(name)',
      "0: the parent's Job is the scope's: true",
      '0: the coroutine has a Job of its own: true',
      '0 end',
    ]);
  });
});

describe('scopes and jobs', () => {
  it('builds a hierarchy below a scope with a job', async () => {
    expect(await transcript('scope-with-job')).toEqual([
      '0: the parent of launch is the job of the scope: true',
      '0: the parent of async is launch: true',
      '0: result 42',
      '0: the scope is active: true',
      '0: the scope is active: false',
      '0 end',
    ]);
  });

  it('cancels the parent and the sibling of a failure', async () => {
    expect(await transcript('structured-concurrency')).toEqual([
      '0: handler: boom',
      '0: the sibling cleans up',
      '0: the job is cancelled: true',
      '0 end',
    ]);
  });

  it('finishes a coroutineScope with a failing child right away', async () => {
    expect(await transcript('coroutine-scope')).toEqual(['1 Error: the second child']);
  });

  it('finishes a supervisorScope with a failing child after five seconds', async () => {
    expect(await transcript('supervisor-scope')).toEqual([
      '1: handler: the second child',
      '5000: a',
      '5000: ',
      '5000 end',
    ]);
  });

  it('keeps a scope with a SupervisorJob active after a failure', async () => {
    expect(await transcript('supervisor-job')).toEqual([
      '0: handler: boom',
      '0: the scope is active: true',
      '0: the parent of launch is a SupervisorJob: true',
      '0: the parent of the nested launch is a SupervisorJob: false',
      '0 end',
    ]);
  });

  it('shows the three flags of a job in every state', async () => {
    expect(await transcript('job-lifecycle')).toEqual([
      '0: New:        isActive=false isCancelled=false isCompleted=false',
      '0: Active:     isActive=true isCancelled=false isCompleted=false',
      '750: Completing: isActive=true isCancelled=false isCompleted=false',
      '1000: Completed:  isActive=false isCancelled=false isCompleted=true',
      '1500: Cancelling: isActive=false isCancelled=true isCompleted=false',
      '1600: Cancelled:  isActive=false isCancelled=true isCompleted=true',
      '1600 end',
    ]);
  });
});

describe('cancellation and suspension points', () => {
  it('exits at one and a half seconds without descendant two', async () => {
    expect(await transcript('cancel-descendants')).toEqual(['1000: descendant 1 done', '1500 end']);
  });

  it('says hello after ten seconds within the timeout', async () => {
    expect(await transcript('timeout-in-time')).toEqual(['10000: hello', '10000 end']);
  });

  it('aborts the same block after half a second', async () => {
    expect(await transcript('timeout-expired')).toEqual([
      expect.stringMatching(/^500 TimeoutCancellationException: Timed out after 500 ms/),
    ]);
  });

  it('prints A or ABC but never AB', async () => {
    expect(await transcript('suspension-points')).toEqual(['1: A', '500: A', '1001: ABC', '2001: ABC', '2001 end']);
  });

  it('runs heavy work one after the other without suspension', async () => {
    expect(await transcript('heavy-work')).toEqual([
      '0: first 1',
      '0: first 2',
      '0: first 3',
      '0: second 1',
      '0: second 2',
      '0: second 3',
      '0 end',
    ]);
  });

  it('runs heavy work in turns when it yields', async () => {
    expect(await transcript('heavy-work-yield')).toEqual([
      '0: first 1',
      '0: second 1',
      '0: first 2',
      '0: second 2',
      '0: first 3',
      '0: second 3',
      '0 end',
    ]);
  });

  it('stops computing when heavy work sees its cancellation', async () => {
    expect(await transcript('heavy-work-is-active')).toEqual([
      '0: step 1',
      '0: step 2',
      '0: step 3',
      '0: found',
      '0: the search is cancelled: true',
      '0 end',
    ]);
  });
});

describe('channels', () => {
  it('serve four consumers in turn, one element a second', async () => {
    const served = Array.from({ length: 20 }, (_, i) => `${(i + 1) * 1000}: ${'ABCD'[i % 4]} received ${i}`);
    expect(await transcript('channel-four-consumers')).toEqual([...served, '20000 end']);
  });
});

describe('flows', () => {
  const seconds = (...times: [number, number][]) => times.map(([at, number]) => `${at}000: ${number}`);

  it('give a number a second', async () => {
    const times = seconds([1, 1], [2, 2], [3, 3], [4, 4], [5, 5]);
    expect(await transcript('flow')).toEqual([...times, '5000 end']);
  });

  it('take four seconds a number with a slow collector', async () => {
    const times = seconds([4, 1], [8, 2], [12, 3], [16, 4], [20, 5]);
    expect(await transcript('flow-slow-collector')).toEqual([...times, '20000 end']);
  });

  it('take three seconds a number with a buffer', async () => {
    const times = seconds([4, 1], [7, 2], [10, 3], [13, 4], [16, 5]);
    expect(await transcript('flow-buffer')).toEqual([...times, '16000 end']);
  });

  it('pass numbers over when conflated', async () => {
    const times = seconds([4, 1], [7, 3], [10, 5]);
    expect(await transcript('flow-conflate')).toEqual([...times, '10000 end']);
  });

  it('are done with the last number only by collectLatest', async () => {
    expect(await transcript('flow-collect-latest')).toEqual([...seconds([8, 5]), '8000 end']);
  });

  it('are broadcast to subscribers from when they subscribe', async () => {
    expect(await transcript('shared-flow')).toEqual([
      '1000: on time: ping 0',
      '2000: on time: ping 1',
      '2500: late: ping 1',
      '3000: on time: ping 2',
      '3000: late: ping 2',
      '4000: on time: ping 3',
      '4000: late: ping 3',
      '5000 end',
    ]);
  });
});
