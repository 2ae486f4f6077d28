/*
 * The script of threads that load modules.
 */
import { serveThread } from './serve-thread.js';

serveThread(null);
