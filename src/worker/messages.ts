/*
 * What threads write to each other. A message is one flat array of records, each a code and its fields, because cloning one
 * array of plain values costs a fraction of cloning an object for each call.
 */

/** To a thread: id, slot, module, function, arguments, what stands for arguments that are no data, context elements. */
export const CALL = 1;
export const CALL_SIZE = 8;
/** To a thread: id, cause. */
export const CANCEL = 2;
/** To a thread: number, URL. */
export const MODULE = 3;
/** To the caller: id, value. */
export const RESULT = 4;
/** To the caller: id, failure. */
export const FAILURE = 5;
/** To the caller: id. The call has seen that it is cancelled. */
export const STOPPING = 6;
/** To the caller: id, what stands for a value that is no data. */
export const LINKED_RESULT = 8;
/** To the caller: nothing, failure. Nobody has caught it, and the thread ends. */
export const CRASH = 9;
/** Both ways: link, code, content. See links.ts. */
export const LINK = 7;

/** A message to the caller begins with how many calls the thread has taken from its mail, and whether it is free. */
export const REPORT_HEAD = 2;

/** The shared memory of a thread: counted up for each cancellation. */
export const SIGNAL = 0;
/** One more than the exit code of a thread that has ended by itself; 0 until then. */
export const ENDED = 1;
/** Counted up for each message to the thread, which may wait for the next one there. */
export const RING = 2;
/** From here on, a slot for each of so many calls: see below. */
export const FIRST_SLOT = 4;
export const SLOTS = 1024;

/** In a call's slot: no thread has begun with it. */
export const OFFERED = 0;
/** Its thread has begun with it. */
export const CLAIMED = 1;
/** The caller has taken it back. */
export const WITHDRAWN = 2;
/** It is cancelled: for threads that cannot look at their mail. */
export const CANCELLED = 3;

/** Under this name the starter's port is in the data of a thread of Node. */
export const PORT = 'suspendable:port';
