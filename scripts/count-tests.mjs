// Prints the closing line of .ci/run from the reports that are named on the command line, Vitest's JSON report and that
// of check-package.mjs. A report that is missing counts as one failure. Exits with 1 when a test failed or none passed.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @param {string[]} reports */
export function countTests(reports) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const path of reports) {
    const counts = existsSync(path)
      ? read(JSON.parse(readFileSync(path, 'utf8')))
      : { passed: 0, failed: 1, skipped: 0 };
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  return total;
}

/** @param {any} report */
function read(report) {
  if (!('numTotalTests' in report)) return report;
  const failed = report.numFailedTests;
  return {
    passed: report.numPassedTests,
    // A file that cannot be loaded, or an error outside every test, fails the run without failing a test.
    failed: failed === 0 && !report.success ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { passed, failed, skipped } = countTests(process.argv.slice(2));
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
