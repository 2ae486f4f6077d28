import { describe, expect, test } from 'vitest';
import { checkFileSize } from '../../scripts/check-file-size.mjs';
import { fixtureTree } from './fixture-tree.js';

const lines = (count: number) => '// a line\n'.repeat(count);

describe('check-file-size', () => {
  test('a file of three hundred lines is let through', () => {
    expect(checkFileSize(fixtureTree({ 'job/job.ts': lines(300) }))).toEqual([]);
  });

  test('one line more is reported with the count', () => {
    expect(checkFileSize(fixtureTree({ 'job/job.ts': lines(301) }))).toEqual([
      'src/job/job.ts: 301 lines, at most 300 are allowed; split it by idea',
    ]);
  });

  test('a last line without line feed counts too', () => {
    expect(checkFileSize(fixtureTree({ 'job/job.ts': `${lines(300)}// and one` }))).toHaveLength(1);
  });
});
