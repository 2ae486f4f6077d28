import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { countTests } from '../../scripts/count-tests.mjs';
import { fixtureTree } from './fixture-tree.js';

const vitest = { numTotalTests: 6, numPassedTests: 3, numFailedTests: 0, numPendingTests: 2, numTodoTests: 1 };

function count(...reports: object[]) {
  const texts = reports.map((report, index) => [`${index}.json`, JSON.stringify(report)]);
  const root = fixtureTree(Object.fromEntries(texts));
  return countTests(texts.map(([name]) => join(root, name!)));
}

describe('count-tests', () => {
  test('the counts of all reports are added up', () => {
    expect(count({ ...vitest, success: true }, { passed: 1, failed: 1, skipped: 1 })).toEqual({
      passed: 4,
      failed: 1,
      skipped: 4,
    });
  });

  test('a run that failed without a failed test counts one', () => {
    expect(count({ ...vitest, success: false })).toMatchObject({ failed: 1 });
  });

  test('a report that was never written counts one failure', () => {
    expect(countTests(['no/such/report.json'])).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
