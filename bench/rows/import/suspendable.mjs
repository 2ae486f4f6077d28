import { importing } from '../../harness/import-time.mjs';

export default importing(import.meta.resolve('../../suspendable.mjs'));
