import { piscina } from '../../threads/pools.mjs';
import { repeat } from '../../threads/repeat.mjs';

const call = await piscina();

export default function threadBytes(meter, calls, live, length) {
  const bytes = new Uint8Array(length).fill(1);
  return repeat(meter, calls, live, () => call('size', bytes));
}
