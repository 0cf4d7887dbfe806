// @ts-check
// Finds phrases that do not read as plain English, in code, comments, messages and docs. The list is short on purpose:
// it keeps the worst phrases from coming back and cannot replace a careful reader.
//
// npm run check runs it on every file; `node scripts/check/plain-english.mjs src/auth docs` on some.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../shell/paths.mjs';
import { StepError } from '../shell/log.mjs';

/**
 * Each phrase, and what to write instead.
 * @type {readonly (readonly [phrase: RegExp, instead: string])[]}
 */
export const PHRASES = [
  [/\banew\b/gi, '"again"'],
  [/\bwhoever\b/gi, '"the caller", "the user", or "anyone who"'],
  [/\bwhat(ever)? (came|comes|becomes) of\b/gi, '"the result of"'],
  [/\bcomes? of (it|this|that|them)\b/gi, '"the result"'],
  [/\b(is|are|be) heard\b/gi, '"is accepted", or "Try again in 5 s."'],
  [/\bstand(s|ing)? alone\b/gi, '"is independent", or "has no backing image"'],
  [/\bstand(s|ing)? still\b/gi, '"is paused", or "makes no progress"'],
  [/\b(that|which) stands?\b/gi, '"existing"'],
  [/\blets? (it|them) run on\b/gi, '"resume"'],
  [/\b(tells?|told|telling) of\b/gi, '"describes", or "reports"'],
  [/\b(is|are|be|was|were|been) told\b/gi, 'who reports it: "the API returns", "libvirt reports"'],
  [/\bwords for\b/gi, '"text for", or "label"'],
  [/\bhand(s|ed|ing)? (it |them )?on\b/gi, '"pass"'],
  [/\blook(s|ed|ing)? around\b/gi, '"poll", or "re-read"'],
  [/\bpass(es|ed)? over\b/gi, '"skip"'],
  [/\b(has|have) yet to\b/gi, '"has not ... yet"'],
  [/\bin vain\b/gi, '"without success"'],
  [/\b(thereby|hereafter|thereof|whereupon|henceforth)\b/gi, '"so", or a new sentence'],
  [/\bnobody looks\b/gi, 'what the lock protects'],
  [/\b(let|lets|letting) (go|goes)\b/gi, '"release"'],
  [/\bsets? to (it|work)\b/gi, '"starts"'],
  [/\b(goes|go) with (it|them)\b/gi, '"is deleted with it"'],
  [/\b(take|takes|taken|took) in\b/gi, '"import", or "accept"'],
  [/\ball the same\b/gi, '"anyway"'],
  [/(?<!\b(there|here|it|that|or|as) )\bis none\b/gi, '"is not one", or "does not exist"'],
  // "There is no such file" is fine; "Its name is no host name" is not.
  [
    /(?<!\b(there|here|where) )\b(is|are) no (?!(longer|more than|less than|fewer|such|way|point|need|reason|match|different|later|earlier|older|newer|larger|smaller|one)\b)[a-z]+/gi,
    '"is not a ...", or "has no ..."',
  ],
];

/**
 * Files whose text is not ours to change, or that hold the phrases themselves.
 * @param {string} file from the checkout's root
 * @returns {boolean}
 */
export function isProse(file) {
  return (
    /\.(ts|tsx|mts|mjs|js|cjs|css|hbs|sh|md|yaml|yml|service)$/.test(file) &&
    !/\.gen\.ts$|(^|\/)fixtures\//.test(file) &&
    !/(^|\/)plain-english\.(spec\.)?mjs$|^docs\/glossary\.md$/.test(file)
  );
}

/**
 * @param {string} file from the checkout's root
 * @param {string} text
 * @returns {string[]} one line for each phrase that was found, with its place
 */
export function plainEnglishProblems(file, text) {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    // A phrase can be split between two lines of a comment.
    const next = (lines[index + 1] ?? '').replace(/^\s*(\*|\/\/|#|>|-)?\s*/, '');
    const joined = `${line.trimEnd()} ${next}`;
    return PHRASES.flatMap(([phrase, instead]) =>
      [...joined.matchAll(phrase)]
        .filter((match) => match.index < line.length)
        .map((match) => `${file}:${index + 1} "${match[0]}": write ${instead}`),
    );
  });
}

/**
 * @param {readonly string[]} [paths] files and folders from the checkout's root; all files by default
 * @returns {string[]}
 */
export function findPlainEnglishProblems(paths = []) {
  return execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', ...paths],
    {
      cwd: inRoot(),
      encoding: 'utf8',
      maxBuffer: 64 * 1024 ** 2,
    },
  )
    .split('\0')
    .filter((file) => isProse(file) && existsSync(inRoot(file)))
    .flatMap((file) => plainEnglishProblems(file, readFileSync(inRoot(file), 'utf8')));
}

/** @returns {Promise<string>} */
export async function checkPlainEnglish() {
  const problems = findPlainEnglishProblems();
  if (problems.length === 0) return '';
  throw new StepError('plain English', {
    output: problems.join('\n'),
    advice: 'docs/glossary.md lists the terms to use.',
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const problems = findPlainEnglishProblems(process.argv.slice(2));
  for (const problem of problems) console.log(problem);
  console.log(`${problems.length} phrases to replace`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
