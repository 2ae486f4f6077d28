import { replay } from './replay.js';

replay('hot');
