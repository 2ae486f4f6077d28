import type { JobSupport } from '../job/machine.js';
import { EndNode } from '../job/nodes.js';
import { BaseClause } from './base-clause.js';
import type { JobRecipe } from './job-recipe.js';

/** A clause that wins when a job has ended. */
export class JobClause extends BaseClause<never, unknown> {
  private waitNode: EndNode<JobSupport> | null = null;
  private readonly job: JobSupport;
  private readonly takesResult: boolean;

  constructor({ target, block, takesResult }: JobRecipe) {
    super(target, block, takesResult ? 'onAwait' : 'onJoin');
    this.job = target;
    this.takesResult = takesResult;
  }

  attempt(): boolean {
    // One that ends in the very start of it comes behind the other clauses, as in Kotlin.
    const { job } = this;
    return !job.start() && job.isCompleted;
  }

  protected enlist(): void {
    const { job } = this;
    if (job.isCompleted) {
      this.jobEnded();
      return;
    }
    this.waitNode = new EndNode(job, this);
    job.addNode(this.waitNode);
  }

  jobEnded(): void {
    this.trySelect(undefined);
  }

  protected withdraw(): void {
    this.waitNode?.leave();
    this.waitNode = null;
  }

  protected override value(): never {
    const { job } = this;
    if (!this.takesResult) return undefined as never;
    if (job.isCancelled) throw job.result;
    return job.result as never;
  }
}
