import { AbstractCoroutineContextElement } from '../context/elements.js';

/** In the context of calls that may be ended together with their thread. */
export class Interruptible extends AbstractCoroutineContextElement {
  constructor() {
    super(Interruptible);
  }
}
