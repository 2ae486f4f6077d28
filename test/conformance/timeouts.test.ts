import { replay } from './replay.js';

replay('timeouts');
