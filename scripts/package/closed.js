// Tries to import what the package keeps to itself; prints each import that got through.
const closed = [
  'suspendable/internal/check.js',
  'suspendable/dist/index.js',
  'suspendable/dist/internal/check.js',
  'suspendable/src/index.ts',
  'suspendable/test/index.js',
  'suspendable/debug/index.js',
];

for (const specifier of closed) {
  await import(specifier).then(
    () => console.log(`'${specifier}' can be imported`),
    (error) => error.code === 'ERR_PACKAGE_PATH_NOT_EXPORTED' || console.log(`'${specifier}': ${error.message}`),
  );
}
