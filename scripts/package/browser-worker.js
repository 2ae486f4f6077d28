// The script of the web workers of browser-threads.js.
import { exposeWorkerModule } from 'suspendable';
import * as tasks from './tasks.js';

exposeWorkerModule(tasks);
