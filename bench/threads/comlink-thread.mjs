import { parentPort } from 'node:worker_threads';
import { expose } from 'comlink';
import endpoint from 'comlink/dist/esm/node-adapter.mjs';
import * as tasks from './tasks.mjs';

expose({ ...tasks }, endpoint(parentPort));
