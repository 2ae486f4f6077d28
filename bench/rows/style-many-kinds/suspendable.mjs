import styleNestedScope from '../style-nested-scope/suspendable-thunks.mjs';
import { manyKinds } from './many-kinds.mjs';

export default function styleManyKinds(meter, scopes) {
  return styleNestedScope(meter, scopes, function* () {
    for (let i = 0; i < scopes / 50; i++) yield* manyKinds();
  });
}
