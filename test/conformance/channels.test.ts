import { replay } from './replay.js';

replay('channels');
