import { replay } from './replay.js';

replay('jobs');
