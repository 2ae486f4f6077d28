import { replay } from './replay.js';

replay('exceptions');
