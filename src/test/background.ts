import { AbstractCoroutineContextElement } from '../context/elements.js';

class BackgroundWorkElement extends AbstractCoroutineContextElement {
  constructor() {
    super(BackgroundWorkElement);
  }

  override toString(): string {
    return 'BackgroundWork';
  }
}

/** In the context of coroutines that do not keep a test from being idle. */
export const BackgroundWork = new BackgroundWorkElement();
export const backgroundKey = BackgroundWorkElement;
