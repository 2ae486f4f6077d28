const identities = new WeakMap<object, string>();
let count = 0;

/**
 * A short hexadecimal number that tells two objects of one kind apart in text, as `@1f` in `JobImpl{Active}@1f`.
 * Numbered when first asked for, so objects that are never printed pay nothing.
 */
export function identityOf(object: object): string {
  let identity = identities.get(object);
  if (identity === undefined) {
    identity = (++count).toString(16);
    identities.set(object, identity);
  }
  return identity;
}
