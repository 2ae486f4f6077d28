import { piscina } from '../../threads/pools.mjs';
import { repeat } from '../../threads/repeat.mjs';

const call = await piscina();

export default function threadCalls(meter, calls, live) {
  return repeat(meter, calls, live, (n) => call('next', n));
}
