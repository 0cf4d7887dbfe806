import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SETTING_ROWS } from '../../src/config/settings-table.js';

const dockerfile = readFileSync('docker/Dockerfile', 'utf8');
const composeText = readFileSync('docker/compose.yaml', 'utf8');
const guide = readFileSync('docs/container.md', 'utf8');

interface Service {
  build: string;
  environment: Record<string, string>;
  volumes: string[];
  read_only: boolean;
  tmpfs: string[];
  cap_drop: string[];
  security_opt: string[];
  network_mode: string;
  user: string;
}
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tests check the fields
const service = (parse(composeText) as { services: { picostack: Service } }).services.picostack;

/** The variables that the server or the command knows. */
const KNOWN = [
  ...SETTING_ROWS.map(([, { env }]) => env),
  'PICOSTACK_CONFIG',
  'PICOSTACK_URL',
  'PICOSTACK_TOKEN',
];

describe.each([
  ['docker/Dockerfile', dockerfile],
  ['docker/compose.yaml', composeText],
  ['docs/container.md', guide],
])('%s', (_, text) => {
  it('names only variables that exist', () => {
    const names = text.match(/PICOSTACK_[A-Z_]+/g) ?? [];
    expect(names.filter((name) => !KNOWN.includes(name))).toEqual([]);
  });

  it('mounts the folder of the sockets, never a socket', () => {
    expect(text).not.toMatch(/-sock\w*:/);
  });
});

describe('docker/compose.yaml', () => {
  it('has the options of the guide', () => {
    const run = /podman run --detach[^`]*/.exec(guide)?.[0] ?? '';
    const options = [
      ...service.volumes.map((volume) => `--volume ${volume.replace(/^data:/, 'picostack-data:')}`),
      ...service.tmpfs.map((folder) => `--tmpfs ${folder}`),
      ...service.cap_drop.map((capability) => `--cap-drop ${capability.toLowerCase()}`),
      ...service.security_opt.map((option) => `--security-opt ${option}`),
      ...Object.entries(service.environment).map(([name, value]) => `--env ${name}=${value}`),
      `--network ${service.network_mode}`,
      '--read-only',
      '--user',
    ];
    expect(options.filter((option) => !run.includes(option))).toEqual([]);
    expect(service.read_only).toBe(true);
  });

  it('builds from the folder that `npm run package -- --container` makes', () => {
    expect(join('docker', service.build)).toBe('build/container');
  });
});

it('runs the server as an ordinary user', () => {
  expect(dockerfile).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
  expect(service.user).toMatch(/^\$\{PSTK_UID\b/);
});
