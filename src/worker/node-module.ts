interface NodeProcess {
  getBuiltinModule?(name: string): unknown;
}

/** A built-in module, where the host has such. An import of it would break bundles for browsers. */
export function builtinModule<T>(name: string): T | undefined {
  const { process } = globalThis as { process?: NodeProcess };
  return process?.getBuiltinModule?.(`node:${name}`) as T | undefined;
}
