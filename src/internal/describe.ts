/** How a value reads in an error message: short, never throwing, telling strings from names. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}...` : value);
  try {
    if (typeof value === 'function') return value.name ? `the function ${value.name}` : 'a function';
    if (typeof value !== 'object' || value === null) return String(value);
    const name = Object.getPrototypeOf(value)?.constructor?.name;
    if (name) return `an object of class ${name}`;
  } catch {} // a revoked proxy, a getter that throws or a name that is no text
  return 'an object';
}
