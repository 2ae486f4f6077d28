import { CompletableDeferred, Job, run, SupervisorJob } from 'suspendable';
import { describe, expect, test } from 'vitest';

class Named extends Job {
  readonly label = 'named';
  describe = () => `${this.label} ${this.isActive}`;
  own(): string {
    return 'own of Job';
  }
}
class Supervising extends SupervisorJob {
  own(): string {
    return 'own of SupervisorJob';
  }
}
class Answer extends CompletableDeferred<number> {
  own(): string {
    return 'own of CompletableDeferred';
  }
}

describe('a class that extends a class of jobs', () => {
  test('keeps its methods and fields', () => {
    expect([new Named().own(), new Named().describe()]).toEqual(['own of Job', 'named true']);
    expect(new Supervising().own()).toBe('own of SupervisorJob');
    expect(new Answer().own()).toBe('own of CompletableDeferred');
  });

  test('does what the class does that it extends', () =>
    run(function* () {
      const parent = new Job();
      const supervising = new Supervising(parent);
      expect([...parent.children]).toEqual([supervising]);
      const child = new Job(supervising);
      child.completeExceptionally(new Error('of the child'));
      expect([supervising.isActive, supervising instanceof SupervisorJob]).toEqual([true, true]);
      supervising.complete();
      const late = new Answer(parent);
      late.complete(1);
      expect([yield* late.await(), yield* new Answer(2).await()]).toEqual([1, 2]);
      expect([late instanceof CompletableDeferred, late instanceof Job]).toEqual([true, true]);
      expect(parent.isActive).toBe(true);
    }));
});
