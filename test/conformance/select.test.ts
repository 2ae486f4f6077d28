import { replay } from './replay.js';

replay('select');
