import { replay } from './replay.js';

replay('flow');
