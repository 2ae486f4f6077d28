import { builtinModule } from './node-module.js';

/** What is used of the module `module`. */
interface ModuleModule {
  createRequire(from: string): { resolve(specifier: string): string };
  /** There since hooks of module loading hold for the threads of a process, too. */
  readonly registerHooks?: unknown;
}

/** What is used of the module `url`. */
interface UrlModule {
  pathToFileURL(path: string): URL;
}

interface NodeProcess {
  readonly execArgv: readonly string[];
  cwd(): string;
}

const OWN_SOURCE = '.ts';

/**
 * The script of a thread in Node. A program run by tsx has modules in TypeScript, which its threads can load only if they
 * register tsx as well; before Node 22.15 it does not do so by itself.
 */
export function nodeScript(): URL {
  const isSource = import.meta.url.endsWith(OWN_SOURCE);
  const entry = new URL(isSource ? './entry.ts' : './entry.js', import.meta.url);
  const tsx = isSource ? resolveTsx(import.meta.url) : tsxOfProcess();
  if (tsx === null && !isGivenAsText()) return entry;
  const register = tsx === null ? '' : `const { register } = await import(${JSON.stringify(tsx)}); register();`;
  return new URL(
    `data:text/javascript,${encodeURIComponent(`${register} await import(${JSON.stringify(entry.href)});`)}`,
  );
}

/** A program on the command line may say what language it is in. Its threads inherit that, and then refuse a script from a file. */
function isGivenAsText(): boolean {
  const { process } = globalThis as unknown as { process: NodeProcess };
  return process.execArgv.some((each) => each.startsWith('--input-type'));
}

function resolveTsx(from: string): string {
  const { createRequire } = builtinModule<ModuleModule>('module')!;
  const { pathToFileURL } = builtinModule<UrlModule>('url')!;
  // The form for `require` cannot register the hooks of modules.
  return pathToFileURL(createRequire(from).resolve('tsx/esm/api')).href.replace(/cjs$/, 'mjs');
}

/** The tsx that this process was started with: `node --import tsx`, or its own command. */
function tsxOfProcess(): string | null {
  const { execArgv, cwd } = (globalThis as unknown as { process: NodeProcess }).process;
  if (builtinModule<ModuleModule>('module')?.registerHooks !== undefined) return null;
  const loader = execArgv.find(
    (each, i) => /\btsx\b/.test(each) && (each.startsWith('--import=') || execArgv[i - 1] === '--import'),
  );
  if (loader === undefined) return null;
  const specifier = loader.replace('--import=', '');
  return resolveTsx(/^(file:|\/)/.test(specifier) ? specifier : `${cwd()}/`);
}
