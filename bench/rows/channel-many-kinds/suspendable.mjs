import { run } from '../../suspendable.mjs';
import channelPipe from '../channel-pipe/suspendable-receive.mjs';
import { manyKinds } from '../style-many-kinds/many-kinds.mjs';

export default async function channelManyKinds(meter, elements) {
  await run(function* () {
    for (let i = 0; i < elements / 250; i++) yield* manyKinds();
  });
  return channelPipe(meter, elements, 0);
}
