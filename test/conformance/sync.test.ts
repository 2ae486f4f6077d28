import { replay } from './replay.js';

replay('sync');
