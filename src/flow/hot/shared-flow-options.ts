import { overflowOf } from '../../channel/buffered-channel.js';
import { BufferOverflow } from '../../channel/channel.js';
import { describe } from '../../internal/describe.js';
import { IllegalArgumentException } from '../../internal/exceptions.js';
import { SharedBuffer } from './shared-buffer.js';

/**
 * How much a shared flow keeps.
 * See {@link MutableSharedFlow}.
 */
export interface SharedFlowOptions {
  /** How many values a new subscriber gets that were emitted before it came: 0, unless given. */
  replay?: number;
  /** How many values are kept for slow subscribers in addition to `replay`: 0, unless given. */
  extraBufferCapacity?: number;
  /**
   * What becomes of a value that finds the buffer full: the emitter waits, unless given. It can only be full while there is a
   * subscriber that is behind.
   */
  onBufferOverflow?: BufferOverflow;
}

function checkSize(name: string, size: number): void {
  if (size < 0) throw new IllegalArgumentException(`${name} cannot be negative, but was ${size}`);
  if (!Number.isInteger(size) && size !== Infinity) {
    throw new IllegalArgumentException(`${name} should be a whole number, but was ${describe(size)}`);
  }
}

/** @throws IllegalArgumentException when they make no sense. */
export function bufferOf<T>(options: SharedFlowOptions): SharedBuffer<T> {
  const overflow = overflowOf('MutableSharedFlow', options);
  const { replay = 0, extraBufferCapacity = 0 } = options;
  checkSize('replay', replay);
  checkSize('extraBufferCapacity', extraBufferCapacity);
  const capacity = replay + extraBufferCapacity;
  if (capacity === 0 && overflow !== BufferOverflow.SUSPEND) {
    throw new IllegalArgumentException(
      `replay or extraBufferCapacity must be positive with non-default onBufferOverflow strategy ${overflow}`,
    );
  }
  return new SharedBuffer(replay, capacity, overflow);
}
