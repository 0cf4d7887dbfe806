// @ts-check
// The build targets: their inputs, outputs and order.
import { existsSync } from 'node:fs';
import { inRoot, nodeTool } from '../shell/paths.mjs';

const TSC = nodeTool('typescript/bin/tsc');
const COMMON = ['package-lock.json', 'tsconfig.base.json'];

/**
 * @typedef {object} Target
 * @property {string} name
 * @property {string[]} inputs files and folders, from the checkout's root
 * @property {string} output folder
 * @property {string[]} after names of targets whose output this one reads
 * @property {string[]} command
 * @property {string} cwd
 * @property {boolean} clearsOutput whether the command removes the output of earlier builds itself
 */

/** @type {readonly Target[]} */
const ALL = [
  {
    ...workspacePackage('node-libvirt'),
    command: [process.execPath, 'scripts/build.mjs'],
    clearsOutput: true,
  },
  workspacePackage('api-client'),
  workspacePackage('tiny-image'),
  {
    name: 'server',
    inputs: [...COMMON, 'tsconfig.json', 'tsconfig.build.json', 'src', 'migrations'],
    output: 'dist',
    after: ['node-libvirt', 'api-client', 'tiny-image'],
    command: [...TSC, '-p', 'tsconfig.build.json'],
    cwd: inRoot(),
    clearsOutput: false,
  },
  {
    name: 'bundle',
    inputs: ['package-lock.json', 'scripts/build/bundle.mjs'],
    output: 'dist/bundle',
    after: ['server'],
    command: [process.execPath, 'scripts/build/bundle.mjs'],
    cwd: inRoot(),
    clearsOutput: false,
  },
  {
    name: 'web',
    inputs: [...COMMON, 'web'],
    output: 'web/dist',
    after: ['api-client'],
    command: [...nodeTool('vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
    cwd: inRoot('web'),
    clearsOutput: true,
  },
];

/** @returns {readonly Target[]} */
export function targets() {
  return ALL.filter((target) => existsSync(target.cwd));
}

/**
 * @param {string} name
 * @returns {Target}
 */
function workspacePackage(name) {
  const folder = `packages/${name}`;
  return {
    name,
    inputs: [
      ...COMMON,
      `${folder}/src`,
      `${folder}/scripts/build.mjs`,
      `${folder}/tsconfig.json`,
      `${folder}/tsconfig.build.json`,
    ],
    output: `${folder}/dist`,
    after: [],
    command: [...TSC, '-p', 'tsconfig.build.json'],
    cwd: inRoot(folder),
    clearsOutput: false,
  };
}
