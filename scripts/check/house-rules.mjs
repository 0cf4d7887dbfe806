// @ts-check
// Project rules that no linter has. Each rule checks one file and reports problems by line.

/**
 * The ways to wait for a fixed time. A time-out that rejects, or that races with another event, is allowed: it limits a wait.
 * @type {readonly RegExp[]}
 */
const SLEEPS = [
  // await sleep(500), await delay(500), await setTimeout(500) of timers/promises
  /\bawait\s+(sleep|delay|pause|wait|wait_?for_?ms|timers\.setTimeout|setTimeout)\s*\(\s*[\w.]*(\d|_MS|[mM]s|delay|pause)[\w.]*\s*[,)]/g,
  // new Promise((done) => setTimeout(done, 500)), under any name, in braces or over several lines
  /new Promise(?:<[^>]*>)?\(\s*(?:async\s*)?(?:\(\s*(\w+)[^)]*\)|(\w+))\s*=>\s*\{?\s*(?:return\s+|void\s+)?setTimeout\(\s*(?:\1\2\b(?!\s*\()|(?:\(\)|_)\s*=>\s*\1\2\b)/g,
  // new Promise(function (done) { setTimeout(done, 500) })
  /new Promise(?:<[^>]*>)?\(\s*function\s*\w*\(\s*(\w+)[^)]*\)\s*\{\s*setTimeout\(\s*\1\b/g,
  // promisify(setTimeout)
  /\bpromisify\(\s*setTimeout\s*\)/g,
  // a promise-based timer under another name
  /import\s+(?:\*|\w|\{[^}]*\b(?:setTimeout|setInterval|scheduler)\b)[^'"]*['"](?:node:)?timers\/promises['"]/g,
  /\bscheduler\s*\.\s*wait\s*\(/g,
  /\bAtomics\s*\.\s*wait(?:Async)?\s*\(/g,
  /\bwaitForTimeout\s*\(/g,
  // a shell that sleeps: execSync('sleep 1'), "sleep 0.5; true", spawn('sleep', ['1'])
  /['"`;&|({ ]u?sleep\s+[\d.$]/g,
  /['"`]u?sleep['"`]\s*,\s*(?:\[\s*)?['"`]?[\d$]/g,
];

/**
 * @typedef {{ line: number, text: string }} Problem
 * @typedef {(file: string, lines: readonly string[]) => Problem[]} Rule
 */

/** @type {Record<string, Rule>} */
export const HOUSE_RULES = {
  /** These comments hide every error of a line or file, future errors included. */
  'no-blind-ts-comments': (_file, lines) =>
    matching(lines, /(\/\/|\/\*)\s*@ts-(ignore|nocheck)\b/, 'use @ts-expect-error with a reason'),

  /** `// oxlint-disable-next-line rule -- reason` and `// @ts-expect-error reason`. */
  'disabling-has-a-reason': (_file, lines) => [
    ...matching(
      lines,
      /(\/\/|\/\*)\s*(oxlint|eslint)-disable(?!.* -- \S.{8,})/,
      'add the reason after the rule: ` -- reason`',
    ),
    ...matching(lines, /(\/\/|\/\*)\s*@ts-expect-error(?!:? \S.{8,})/, 'add the reason after it'),
  ],

  /** Import built files by the name of their package; the import rules cannot tell the two apart. */
  'no-import-from-dist': (file, lines) =>
    // Benchmarks and tests of a built package may name its files.
    isTest(file) || /(^|\/)(test|bench)\/|^packages\/[^/]+\/scripts\//.test(file)
      ? []
      : matching(
          lines,
          /\b(from|import)\b\s*\(?\s*['"]\.[^'"]*\/dist\//,
          'import it by the name of its package',
        ),

  /** A focused test silences all the others. */
  'no-focused-tests': (file, lines) =>
    isTest(file)
      ? matching(lines, /\b(describe|it|test|bench)\.only\b/, 'a focused test hides the rest')
      : [],

  /** A skipped test gives the reason in a comment on its line or the line above. */
  'skipping-has-a-reason': (file, lines) =>
    isTest(file)
      ? matching(
          lines,
          /\b(describe|it|test)\.(skip|skipIf|runIf|todo)\b/,
          'give the reason in a comment on the line or above it',
        ).filter(({ line }) => !hasComment(lines[line - 1]) && !hasComment(lines[line - 2]))
      : [],

  /** A fixed wait is too short on a slow host and too long on a fast one. */
  'tests-do-not-sleep': (file, lines) =>
    isTestCode(file)
      ? SLEEPS.flatMap((pattern) =>
          matchingText(
            lines,
            pattern,
            'wait for a condition with a limit; where the test is about time, give the reason above: `// sleep: reason`',
          ),
        ).filter(({ line }) => !saysWhy(lines[line - 1]) && !saysWhy(lines[line - 2]))
      : [],

  /** A random test that fails must be repeatable. */
  'random-tests-have-a-seed': (file, lines) =>
    isTestCode(file) && !file.endsWith('/support/random.ts')
      ? matching(
          lines,
          /\bMath\.random\s*\(|\b(from|import)\s*\(?\s*['"]fast-check['"]/,
          'use random() or fc of test/support/random.ts: they print their seed and take PICOSTACK_TEST_SEED',
        )
      : [],
};

/**
 * @param {string} file from the checkout's root
 * @param {string} text
 * @returns {string[]} one line per problem, with file and line number
 */
export function houseRuleProblems(file, text) {
  const lines = text.replace(/\n$/, '').split('\n');
  return Object.entries(HOUSE_RULES).flatMap(([name, rule]) =>
    rule(file, lines).map((problem) => `${file}:${problem.line} ${name}: ${problem.text}`),
  );
}

/**
 * @param {string} file from the checkout's root
 * @returns {boolean} whether the rules apply to it
 */
export function isSource(file) {
  return (
    /\.(ts|tsx|mts|mjs|js|cjs|css|hbs|sh)$/.test(file) &&
    !file.endsWith('.gen.ts') &&
    // Holds lines that break the rules.
    !file.startsWith('test/house/house-rules.')
  );
}

/**
 * @param {readonly string[]} lines
 * @param {RegExp} pattern
 * @param {string} text
 * @returns {Problem[]}
 */
function matching(lines, pattern, text) {
  return lines.flatMap((line, index) => (pattern.test(line) ? [{ line: index + 1, text }] : []));
}

/**
 * As {@link matching}, for patterns that may span several lines. The pattern must be global.
 * @param {readonly string[]} lines
 * @param {RegExp} pattern
 * @param {string} text
 * @returns {Problem[]}
 */
function matchingText(lines, pattern, text) {
  const whole = lines.join('\n');
  return [...whole.matchAll(pattern)].map(({ index }) => ({
    line: whole.slice(0, index).split('\n').length,
    text,
  }));
}

/**
 * @param {string | undefined} line
 * @returns {boolean} whether the line gives the reason for a sleep
 */
function saysWhy(line) {
  return line !== undefined && /(\/\/|#) sleep: \S.{8,}/.test(line);
}

/**
 * @param {string | undefined} line
 * @returns {boolean}
 */
function hasComment(line) {
  return line !== undefined && /\/\/ \S|\*\/|^\s*\*/.test(line);
}

/**
 * @param {string} file
 * @returns {boolean}
 */
function isTest(file) {
  return /\.(spec|bench)\.[cm]?[tj]sx?$/.test(file);
}

/**
 * @param {string} file
 * @returns {boolean} whether it is a test or test support
 */
function isTestCode(file) {
  return isTest(file) || /^(packages\/[^/]+\/)?test\/.*\.[cm]?[tj]sx?$/.test(file);
}
