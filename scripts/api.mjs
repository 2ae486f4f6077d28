// Dumps the public API of each entry to api/, from the declarations in dist/. An export, a parameter or a type that
// changes is then a diff in review. With --check nothing is written: a dump that differs is printed and fails.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CompilerState, Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';

const ROOT = { report: 'suspendable.api.md', declarations: resolve('dist/index.d.ts') };
const TEST = { report: 'suspendable-test.api.md', declarations: resolve('dist/test/index.d.ts') };
const DEBUG = { report: 'suspendable-debug.api.md', declarations: resolve('dist/debug/index.d.ts') };
const ENTRIES = [ROOT, TEST, DEBUG];

const check = process.argv.includes('--check');
const fresh = mkdtempSync(join(tmpdir(), 'api-'));
try {
  const exported = dumpAll();
  for (const { report } of ENTRIES) {
    forgetExportsOf(exported, join(fresh, report));
    if (!check) save(report);
    else if (!isSame(report)) process.exitCode = 1;
  }
} finally {
  rmSync(fresh, { recursive: true });
}

/** Writes the reports into the folder `fresh`; returns the names that the root entry exports. */
function dumpAll() {
  const configs = ENTRIES.map(({ report, declarations }) => configOf(report, declarations));
  const compilerState = CompilerState.create(configs[0], {
    additionalEntryPoints: ENTRIES.map(({ declarations }) => declarations),
  });
  for (const config of configs) {
    const { errorCount } = Extractor.invoke(config, { localBuild: true, compilerState, messageCallback });
    if (errorCount > 0) throw new Error(`${config.mainEntryPointFilePath} cannot be read`);
  }
  const root = readFileSync(join(fresh, ROOT.report), 'utf8');
  return new Set(Array.from(root.matchAll(/^export [a-z ]*\b(\w+)/gm), ([, name]) => name));
}

/**
 * @param {string} reportFileName
 * @param {string} mainEntryPointFilePath
 */
function configOf(reportFileName, mainEntryPointFilePath) {
  const { None, Warning } = ExtractorLogLevel;
  return ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: resolve('package.json'),
    configObject: {
      projectFolder: resolve('.'),
      mainEntryPointFilePath,
      compiler: {
        overrideTsconfig: {
          compilerOptions: { module: 'nodenext', lib: ['es2022', 'esnext.disposable', 'dom'], types: [], strict: true },
        },
      },
      apiReport: {
        enabled: true,
        reportFileName,
        reportFolder: fresh,
        reportTempFolder: join(fresh, 'temp'),
        // What an exported name extends belongs to it: the members of `Job` are those of the contract behind it.
        includeForgottenExports: reportFileName === ROOT.report,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        // The report holds the remarks on the API itself, a type that is used but not exported, say.
        extractorMessageReporting: {
          default: { logLevel: Warning, addToApiReportFile: true },
          'ae-missing-release-tag': { logLevel: None },
          'ae-undocumented': { logLevel: None },
          'ae-unresolved-link': { logLevel: None },
        },
        tsdocMessageReporting: { default: { logLevel: None } },
      },
    },
  });
}

/** @param {import('@microsoft/api-extractor').ExtractorMessage} message */
function messageCallback(message) {
  if (message.logLevel === 'error') console.error(message.text);
  message.handled = true;
}

/**
 * Takes out the remarks on types which one entry does not export but the root entry does (users import them there), and on
 * the contract behind an exported name: `Job_2` is the interface that `Job` extends.
 *
 * @param {Set<string>} exported
 * @param {string} path
 */
function forgetExportsOf(exported, path) {
  const text = readFileSync(path, 'utf8')
    .replace(/^.*\(ae-forgotten-export\) The symbol "(\w+?)(?:_\d)?".*\n/gm, (line, name) =>
      exported.has(name) ? '' : line,
    )
    .replace(/^\n[ \t]*\/\/\n(?=[ \t]*\/\/ @|[ \t]*\/\/ \(undoc)/gm, '\n')
    .replace(/^([ \t]*)\/\/\n(?=\1\/\/ \(undocumented\))/gm, '')
    .replace(/^\/\/ Warnings were encountered during analysis:\n\/\/\n\n/m, '');
  writeFileSync(path, text);
}

/** @param {string} report */
function save(report) {
  mkdirSync('api', { recursive: true });
  writeFileSync(join('api', report), readFileSync(join(fresh, report)));
}

/** @param {string} report */
function isSame(report) {
  const saved = existsSync(join('api', report)) ? join('api', report) : devNull;
  const args = ['diff', '--no-index', '--', saved, join(fresh, report)];
  const { status, stdout } = spawnSync('git', args, { encoding: 'utf8' });
  if (status === 0) return true;
  console.error(`api/${report} is not the public API of this build; if the change is meant, run \`npm run api\`.`);
  console.error(stdout);
  return false;
}
