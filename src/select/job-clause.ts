import type { JobSupport } from '../job/machine.js';
import { JobNode } from '../job/nodes.js';
import { BaseClause } from './base-clause.js';
import type { JobRecipe } from './job-recipe.js';

class ClauseNode extends JobNode {
  constructor(private readonly ended: () => void) {
    super();
  }

  override hear(): void {
    this.ended();
  }
}

/** A clause that wins when a job has ended. */
export class JobClause extends BaseClause<never, unknown> {
  private waitNode: ClauseNode | null = null;
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
      this.trySelect(undefined);
      return;
    }
    this.waitNode = new ClauseNode(() => this.trySelect(undefined));
    job.addNode(this.waitNode);
  }

  protected withdraw(): void {
    if (this.waitNode !== null) this.job.removeNode(this.waitNode);
    this.waitNode = null;
  }

  protected override value(): never {
    const { job } = this;
    if (!this.takesResult) return undefined as never;
    if (job.isCancelled) throw job.result;
    return job.result as never;
  }
}
