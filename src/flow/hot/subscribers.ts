import type { Subscriber } from './subscriber.js';

const FIRST_CAPACITY = 2;

/** Is told by how much the number of subscribers changed. */
export interface SubscriberCounter {
  add(delta: number): void;
}

/**
 * The subscribers of a hot flow, in the order in which they are resumed.
 *
 * That order is Kotlin's. There they stand in an array, where a newcomer takes the next free place after the one that was given
 * out last, going round; the array doubles when it is full. So who comes may stand before who came earlier. Here are the places
 * without the array: a list in the order of the places, which holds nothing for those who have left.
 */
export class Subscribers<S extends Subscriber<any>> {
  size = 0;
  first: S | null = null;
  /** Made when somebody first asks for the number of subscribers. */
  counter: SubscriberCounter | null = null;
  /** The coroutine that emits for them all, where there is one. Nobody else may know it, and it must outlive its waits. */
  sharing: unknown = null;
  private last: S | null = null;
  /** How many places the array would have. */
  private places = 0;
  /** Where the search for a free place begins. */
  private nextPlace = 0;
  /** Who stands there, or else is the first behind. */
  private atNextPlace: S | null = null;
  /** The round that is under way: how far it has come, who comes next, and how far it goes. */
  private placeInRound = Infinity;
  private nextInRound: S | null = null;
  private placesInRound = 0;

  add(subscriber: S): void {
    if (this.size >= this.places) this.places = Math.max(FIRST_CAPACITY, this.places * 2);
    let place = this.nextPlace;
    let at = this.atNextPlace;
    while (at !== null && at.place === place) {
      at = at.nextSubscriber as S | null;
      if (++place === this.places) {
        place = 0;
        at = this.first;
      }
    }
    subscriber.place = place;
    this.insert(subscriber, at);
    if (place > this.placeInRound && subscriber.nextSubscriber === this.nextInRound) this.nextInRound = subscriber;
    this.size++;
    const isLast = place + 1 === this.places;
    this.nextPlace = isLast ? 0 : place + 1;
    this.atNextPlace = isLast ? this.first : at;
  }

  remove(subscriber: S): void {
    const next = subscriber.nextSubscriber as S | null;
    const previous = subscriber.previousSubscriber as S | null;
    if (previous === null) this.first = next;
    else previous.nextSubscriber = next;
    if (next === null) this.last = previous;
    else next.previousSubscriber = previous;
    subscriber.nextSubscriber = null;
    subscriber.previousSubscriber = null;
    if (this.atNextPlace === subscriber) this.atNextPlace = next;
    if (this.nextInRound === subscriber) this.nextInRound = next;
    if (--this.size === 0) this.nextPlace = 0;
  }

  /**
   * Begins a round over the subscribers, of whom some may come and leave in between. A newcomer is in it if it stands behind the
   * one whose turn it is, and in a place that was there at the beginning. One round at a time.
   */
  firstInRound(): S | null {
    this.nextInRound = this.first;
    this.placesInRound = this.places;
    return this.followingInRound();
  }

  followingInRound(): S | null {
    const subscriber = this.nextInRound;
    if (subscriber === null || subscriber.place >= this.placesInRound) {
      this.placeInRound = Infinity;
      this.nextInRound = null;
      return null;
    }
    this.placeInRound = subscriber.place;
    this.nextInRound = subscriber.nextSubscriber as S | null;
    return subscriber;
  }

  private insert(subscriber: S, before: S | null): void {
    const previous = before === null ? this.last : (before.previousSubscriber as S | null);
    subscriber.previousSubscriber = previous;
    subscriber.nextSubscriber = before;
    if (previous === null) this.first = subscriber;
    else previous.nextSubscriber = subscriber;
    if (before === null) this.last = subscriber;
    else before.previousSubscriber = subscriber;
  }
}
