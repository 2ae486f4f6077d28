/*
 * The script of threads that load modules. It starts with as little as possible: what flows and channels of other threads need is
 * loaded with the first one.
 */
import { serveThread } from './serve-thread.js';

serveThread(null, () => import('./remote-values.js'));
