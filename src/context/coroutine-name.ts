import { AbstractCoroutineContextElement } from './elements.js';

/**
 * A name for a coroutine, for messages and debugging. Children inherit it. Two names are equal when their text is.
 *
 * @example
 * ```ts
 * import { CoroutineName, currentCoroutineContext, run } from 'suspendable';
 *
 * await run(function* ({ launch }) {
 *   launch(new CoroutineName('loader'), () => console.log(currentCoroutineContext().get(CoroutineName)?.name)); // loader
 * });
 * ```
 */
export class CoroutineName extends AbstractCoroutineContextElement {
  constructor(
    /** The text of the name. */
    readonly name: string,
  ) {
    super(CoroutineName);
  }

  override equals(other: unknown): boolean {
    return other instanceof CoroutineName && other.name === this.name;
  }

  override toString(): string {
    return `CoroutineName(${this.name})`;
  }
}
