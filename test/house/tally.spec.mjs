// @ts-check
import { describe, expect, it } from 'vitest';
import { failuresOf, sum, summaryLine, tallyOf, tierProblem } from '../../scripts/test/tally.mjs';

/**
 * @param {string} status of the file
 * @param {readonly string[]} statuses of its tests
 */
function file(status, ...statuses) {
  return {
    name: 'a.spec.ts',
    status,
    assertionResults: statuses.map((each) => ({ status: each })),
  };
}

const MUST_RUN = { name: 'e2e', maySkip: false };
const WHOLE = { filtered: false };

describe('tallyOf', () => {
  it('counts tests, not files', () => {
    const testResults = [
      file('passed', 'passed', 'passed'),
      file('failed', 'failed', 'skipped', 'todo'),
    ];
    expect(tallyOf({ testResults })).toEqual({ passed: 2, failed: 1, skipped: 2 });
  });

  it('counts a file that does not load as a failure', () => {
    expect(tallyOf({ testResults: [file('failed')] })).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
    });
  });

  it('counts a file whose hook failed after passing tests as a failure', () => {
    expect(tallyOf({ testResults: [file('failed', 'passed')] }).failed).toBe(1);
  });
});

describe('failuresOf', () => {
  it('names the failed tests, and the files that failed without one', () => {
    const failed = { status: 'failed', fullName: 'a list is sorted' };
    const testResults = [
      file('passed', 'passed'),
      { name: 'b.spec.ts', status: 'failed', assertionResults: [failed, { status: 'passed' }] },
      file('failed', 'passed'),
    ];
    expect(failuresOf({ testResults })).toEqual(['b.spec.ts: a list is sorted', 'a.spec.ts']);
  });

  it('says why, and where in the tests', () => {
    const message = [
      '\u001b[31mAssertionError: expected 1 to be 2',
      '    at Proxy.<anonymous> (/p/node_modules/@vitest/expect/dist/index.js:1:2)',
      '    at /p/test/integration/b.spec.ts:7:3',
    ].join('\n');
    const failed = { status: 'failed', fullName: 'a list', failureMessages: [message] };
    const testResults = [
      { name: 'b.spec.ts', status: 'failed', assertionResults: [failed] },
      { ...file('failed'), message: 'Cannot find module' },
    ];
    expect(failuresOf({ testResults })).toEqual([
      [
        'b.spec.ts: a list',
        'AssertionError: expected 1 to be 2',
        '    at /p/test/integration/b.spec.ts:7:3',
      ].join('\n    '),
      'a.spec.ts\n    Cannot find module',
    ]);
  });
});

describe('tierProblem', () => {
  it('fails a tier in which nothing ran', () => {
    expect(tierProblem(MUST_RUN, { passed: 0, failed: 0, skipped: 0 }, WHOLE)).toMatch(/no test/);
    expect(tierProblem(MUST_RUN, { passed: 0, failed: 0, skipped: 9 }, WHOLE)).toMatch(/no test/);
  });

  it('fails a tier that must run and skipped a test', () => {
    expect(tierProblem(MUST_RUN, { passed: 9, failed: 0, skipped: 1 }, WHOLE)).toMatch(
      /1 of the e2e/,
    );
  });

  it('accepts skipped tests in a tier that may skip, and no tests with a filter', () => {
    const some = { passed: 9, failed: 0, skipped: 1 };
    expect(tierProblem({ name: 'unit', maySkip: true }, some, WHOLE)).toBeNull();
    expect(
      tierProblem(MUST_RUN, { passed: 0, failed: 0, skipped: 0 }, { filtered: true }),
    ).toBeNull();
  });
});

it('prints the summary as one line with three numbers', () => {
  const total = sum([
    { passed: 1, failed: 0, skipped: 2 },
    { passed: 10, failed: 1, skipped: 0 },
  ]);
  expect(summaryLine(total)).toBe('11 passed, 1 failed, 2 skipped');
});
