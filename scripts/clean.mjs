// Removes the folders and files that are named on the command line, whether they exist or not.
import { rmSync } from 'node:fs';

for (const path of process.argv.slice(2)) rmSync(path, { recursive: true, force: true });
