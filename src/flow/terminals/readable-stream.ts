import type { FlowMethods } from '../flow.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * The elements as a stream of the web. The flow runs only while a reader waits for a chunk; `null` and `undefined` are chunks
     * like others. Cancelling the stream cancels the collection and waits for its cleanup; a failure of the flow is the stream's.
     *
     * @example
     * ```ts
     * import { flowOf } from 'suspendable';
     *
     * const response = new Response(flowOf('Hello, ', 'stream').asReadableStream().pipeThrough(new TextEncoderStream()));
     * console.log(await response.text()); // Hello, stream
     * ```
     */
    asReadableStream(): ReadableStream<T>;
  }
}

export const readableStreamMethods: FlowMethods = {
  asReadableStream() {
    const iterator = this[Symbol.asyncIterator]();
    return new ReadableStream(
      {
        async pull(controller): Promise<void> {
          const { done, value } = await iterator.next();
          if (done === true) controller.close();
          else controller.enqueue(value);
        },
        async cancel(): Promise<void> {
          await iterator.return?.();
        },
      },
      // Nothing is made in advance: whoever wants that asks for a buffer.
      { highWaterMark: 0 },
    );
  },
};
