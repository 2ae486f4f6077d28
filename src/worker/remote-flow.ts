import { Channel } from '../channel/buffered-channel.js';
import { NonCancellable } from '../coroutine/non-cancellable.js';
import { withContext } from '../coroutine/with-context.js';
import { flow } from '../flow/builders.js';
import type { Flow } from '../flow/flow.js';
import type { FlowCollector } from '../flow/flow-collector.js';
import type { Suspend } from '../suspend/continuation.js';
import { causeOf } from './channel-home.js';
import { COLLECT, EMIT, NEXT, RELEASE, STOP } from './flow-home.js';
import { beginWaiting, endWaiting } from './host.js';
import type { LinkEnd, LinkPost } from './links.js';

/** What has come for a collection: an element, or the end. */
interface News {
  readonly code: number;
  readonly value: unknown;
}

/** Flows that nobody has any more: the thread that has the flow itself could else never end. */
let forgotten: FinalizationRegistry<RemoteFlow> | undefined;

/** The end of a flow's link on the thread that collects it. */
export class RemoteFlow implements LinkEnd {
  private readonly collections = new Map<number, Channel<News>>();
  private last = 0;

  constructor(
    private readonly post: LinkPost,
    private readonly leave: () => void,
  ) {}

  /** The flow as this thread sees it. */
  asFlow(): Flow<unknown> {
    const face = flow((collector) => this.collect(collector));
    forgotten ??= new FinalizationRegistry((end) => end.release());
    forgotten.register(face, this);
    return face;
  }

  release(): void {
    this.post(RELEASE, 0);
    this.leave();
  }

  private *collect(collector: FlowCollector<unknown>): Suspend<void> {
    const subject = ++this.last;
    const news = new Channel<News>(Channel.UNLIMITED);
    this.collections.set(subject, news);
    beginWaiting();
    let ended = false;
    try {
      this.post(COLLECT, subject);
      for (;;) {
        const { code, value } = yield* news.receive();
        if (code !== EMIT) {
          ended = true;
          if (value !== null) throw causeOf(value);
          return;
        }
        yield* collector.emit(value);
        this.post(NEXT, subject);
      }
    } finally {
      // Left early: what the flow does at its end is still waited for.
      if (!ended) yield* withContext(NonCancellable, () => this.stop(subject, news));
      this.collections.delete(subject);
      endWaiting();
    }
  }

  private *stop(subject: number, news: Channel<News>): Suspend<void> {
    this.post(STOP, subject);
    while ((yield* news.receive()).code === EMIT);
  }

  hear(code: number, subject: number, value: unknown): void {
    this.collections.get(subject)?.trySend({ code, value });
  }

  cutOff(cause: unknown): void {
    for (const news of this.collections.values()) news.close(cause);
  }
}
