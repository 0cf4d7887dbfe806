// @ts-check
// Rules of the house that no linter has. Each looks at one file and says what is wrong, by line.

/**
 * Every way to wait for a time. A time-out that rejects, or that another event comes before, is none: it bounds a wait.
 * @type {readonly RegExp[]}
 */
const SLEEPS = [
  // await sleep(500), await delay(500), await setTimeout(500) of timers/promises
  /\bawait\s+(sleep|delay|pause|wait|wait_?for_?ms|timers\.setTimeout|setTimeout)\s*\(\s*[\w.]*(\d|_MS|[mM]s|delay|pause)[\w.]*\s*[,)]/g,
  // new Promise((done) => setTimeout(done, 500)), whatever is called done, in braces or over several lines
  /new Promise(?:<[^>]*>)?\(\s*(?:async\s*)?(?:\(\s*(\w+)[^)]*\)|(\w+))\s*=>\s*\{?\s*(?:return\s+|void\s+)?setTimeout\(\s*(?:\1\2\b(?!\s*\()|(?:\(\)|_)\s*=>\s*\1\2\b)/g,
  // new Promise(function (done) { setTimeout(done, 500) })
  /new Promise(?:<[^>]*>)?\(\s*function\s*\w*\(\s*(\w+)[^)]*\)\s*\{\s*setTimeout\(\s*\1\b/g,
  // promisify(setTimeout)
  /\bpromisify\(\s*setTimeout\s*\)/g,
  // the promise of a timer under another name
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
  /** These two hide every error of a line or file, the next one as well. */
  'no-blind-ts-comments': (_file, lines) =>
    matching(lines, /(\/\/|\/\*)\s*@ts-(ignore|nocheck)\b/, 'use @ts-expect-error with a reason'),

  /** `// oxlint-disable-next-line rule -- reason` and `// @ts-expect-error reason`. */
  'disabling-has-a-reason': (_file, lines) => [
    ...matching(
      lines,
      /(\/\/|\/\*)\s*(oxlint|eslint)-disable(?!.* -- \S.{8,})/,
      'say why behind the rule: ` -- reason`',
    ),
    ...matching(lines, /(\/\/|\/\*)\s*@ts-expect-error(?!:? \S.{8,})/, 'say why behind it'),
  ],

  /** Built files are reached by the name of their package; the import rules cannot tell these apart. */
  'no-import-from-dist': (file, lines) =>
    // What measures or inspects a package as it is built may name its files.
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

  /** A skip names its reason, on its line or the one above. */
  'skipping-has-a-reason': (file, lines) =>
    isTest(file)
      ? matching(
          lines,
          /\b(describe|it|test)\.(skip|skipIf|runIf|todo)\b/,
          'say why in a comment on the line or above it',
        ).filter(({ line }) => !hasComment(lines[line - 1]) && !hasComment(lines[line - 2]))
      : [],

  /** A wait for a time is too short on a slow host and too long on a quick one. */
  'tests-do-not-sleep': (file, lines) =>
    isTestCode(file)
      ? SLEEPS.flatMap((pattern) =>
          matchingText(
            lines,
            pattern,
            'wait for a condition with a limit; where time itself is the subject, say so above: `// sleep: reason`',
          ),
        ).filter(({ line }) => !saysWhy(lines[line - 1]) && !saysWhy(lines[line - 2]))
      : [],

  /** A random test that fails must be one that can be repeated. */
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
 * @returns {string[]} one line a problem, with its place
 */
export function houseRuleProblems(file, text) {
  const lines = text.replace(/\n$/, '').split('\n');
  return Object.entries(HOUSE_RULES).flatMap(([name, rule]) =>
    rule(file, lines).map((problem) => `${file}:${problem.line} ${name}: ${problem.text}`),
  );
}

/**
 * @param {string} file from the checkout's root
 * @returns {boolean} whether the rules are about it
 */
export function isSource(file) {
  return (
    /\.(ts|tsx|mts|mjs|js|cjs|css|hbs|sh)$/.test(file) &&
    !file.endsWith('.gen.ts') &&
    // Proves the rules with lines that break them.
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
 * As {@link matching}, for what may go over several lines; the pattern is global.
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
 * @returns {boolean} whether it gives the reason for a sleep
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
 * @returns {boolean} whether it is a test, or what tests are made with
 */
function isTestCode(file) {
  return isTest(file) || /^(packages\/[^/]+\/)?test\/.*\.[cm]?[tj]sx?$/.test(file);
}
