/** What a program pays before its first line: the import of the package's root entry, each time in a process of its own. */
export default {
  place: 8,
  section: 'Coroutines',
  unit: 'ms',
  sizes: ['imports'],
  operations: (imports) => imports,
  result: (imports) => imports,
  cases: [{ title: 'import of the root entry', sizes: [5], quick: [1] }],
  absent: { kotlin: 'is loaded class by class', promises: 'are built in' },
};
