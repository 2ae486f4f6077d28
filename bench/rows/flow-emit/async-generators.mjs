// A generator is a range and code that emits alike.
export { default } from '../flow-map-filter/async-generators.mjs';
