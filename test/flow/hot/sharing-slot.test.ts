import { CoroutineScope, flowOf, Job, SharingStarted } from 'suspendable';
import { afterEach, expect, it } from 'vitest';
import { slot } from '../../../src/flow/hot/sharing-slot.js';

const { sharing } = slot;
afterEach(() => {
  slot.sharing = sharing;
});

it('sharing says what to import where a bundle has no policy', () => {
  slot.sharing = null;
  const scope = new CoroutineScope(new Job());
  const message =
    'shareIn and stateIn need a policy from SharingStarted, or one whose commands are from SharingCommand; this bundle has neither. Import one of them: what flows are shared by comes with it';
  expect(() => flowOf(1).shareIn(scope, SharingStarted.Lazily)).toThrow(message);
  expect(() => flowOf(1).stateIn(scope, SharingStarted.Lazily, 0)).toThrow(message);
});
