// @ts-check
import { existsSync } from 'node:fs';
import { inRoot, nodeTool } from '../shell/paths.mjs';
import { runStep } from '../shell/run.mjs';
import { checkGenerated } from './generated.mjs';
import { checkPlainEnglish } from './plain-english.mjs';

/**
 * @typedef {{ name: string, run: () => Promise<string> }} Step `run` rejects with a StepError
 */

const TSC = [...nodeTool('typescript/bin/tsc'), '--noEmit', '--pretty', 'false', '-p'];

/** The folders of the TypeScript projects. */
const PROJECTS = [
  '.',
  'packages/node-libvirt',
  'packages/api-client',
  'packages/tiny-image',
  'web',
  'scripts',
];

/** @returns {Step[]} longest first, to keep all processors busy to the end */
export function checkSteps() {
  return [
    command(
      'lint',
      [...nodeTool('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings', '--format', 'unix'],
      'see https://oxc.rs/docs/guide/usage/linter/rules for each rule.',
    ),
    command(
      'format',
      [
        ...nodeTool('prettier/bin/prettier.cjs'),
        '--check',
        '--cache',
        '--cache-strategy=content',
        '.',
      ],
      'run `npm run format`.',
    ),
    ...PROJECTS.filter((folder) => existsSync(inRoot(folder, 'tsconfig.json'))).map((folder) =>
      command(`types of ${folder === '.' ? 'server and tests' : folder}`, [...TSC, folder]),
    ),
    command(
      'imports',
      [
        ...nodeTool('dependency-cruiser/bin/dependency-cruise.mjs'),
        '--config',
        '.dependency-cruiser.mjs',
        '--output-type',
        'err-long',
        ...['src', 'migrations', 'packages', 'web/src'].filter((folder) =>
          existsSync(inRoot(folder)),
        ),
      ],
      'docs/architecture.md lists the allowed imports.',
    ),
    { name: 'plain English', run: checkPlainEnglish },
    { name: 'generated files', run: checkGenerated },
  ];
}

/**
 * @param {string} name
 * @param {string[]} argv
 * @param {string} [advice]
 * @returns {Step}
 */
function command(name, argv, advice = 'correct the problems above.') {
  return { name, run: () => runStep(name, argv, { cwd: inRoot(), advice }) };
}
