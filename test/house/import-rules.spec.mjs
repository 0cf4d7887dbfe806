// @ts-check
// Tests that each rule of .dependency-cruiser.mjs fires, on a small tree in a temporary folder with one
// violation of each rule.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cruise } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import config from '../../.dependency-cruiser.mjs';

/** @type {[rule: string, from: string, to: string][]} `from` imports `to`, which it must not */
const VIOLATIONS = [
  ['src-common-imports-only-from-below', 'src/common/bad.ts', 'src/config/settings.ts'],
  ['src-config-imports-only-from-below', 'src/config/bad.ts', 'src/database/connection.ts'],
  ['src-image-builds-imports-only-from-below', 'src/image-builds/bad.ts', 'src/config/settings.ts'],
  ['src-database-imports-only-from-below', 'src/database/bad.ts', 'src/libvirt/index.ts'],
  ['src-domain-xml-imports-only-from-below', 'src/domain-xml/bad.ts', 'src/database/connection.ts'],
  ['src-libvirt-imports-only-from-below', 'src/libvirt/bad.ts', 'src/operations/service.ts'],
  ['src-operations-imports-only-from-below', 'src/operations/bad.ts', 'src/images/service.ts'],
  ['src-events-imports-only-from-below', 'src/events/bad.ts', 'src/host/service.ts'],
  ['src-auth-imports-only-from-below', 'src/auth/bad.ts', 'src/main.ts'],
  ['src-host-imports-only-from-below', 'src/host/bad.ts', 'src/flavours/service.ts'],
  ['src-storage-imports-only-from-below', 'src/storage/bad.ts', 'src/flavours/service.ts'],
  ['src-flavours-imports-only-from-below', 'src/flavours/bad.ts', 'src/instances/service.ts'],
  ['src-idempotency-imports-only-from-below', 'src/idempotency/bad.ts', 'src/flavours/service.ts'],
  ['src-catalogue-imports-only-from-below', 'src/catalogue/bad.ts', 'src/images/service.ts'],
  ['src-images-imports-only-from-below', 'src/images/bad.ts', 'src/networks/service.ts'],
  ['src-networks-imports-only-from-below', 'src/networks/bad.ts', 'src/images/service.ts'],
  ['src-instances-imports-only-from-below', 'src/instances/bad.ts', 'src/consoles/service.ts'],
  ['src-consoles-imports-only-from-below', 'src/consoles/bad.ts', 'src/cli/main.ts'],
  ['src-recover-imports-only-from-below', 'src/recover/bad.ts', 'src/consoles/service.ts'],
  ['src-metrics-imports-only-from-below', 'src/metrics/bad.ts', 'src/recover/service.ts'],
  [
    'instances-model-imports-only-from-below',
    'src/instances/model/bad.ts',
    'src/instances/dto/a.ts',
  ],
  [
    'instances-dto-imports-only-from-below',
    'src/instances/dto/bad.ts',
    'src/instances/records/a.ts',
  ],
  [
    'instances-records-imports-only-from-below',
    'src/instances/records/bad.ts',
    'src/instances/sync/a.ts',
  ],
  [
    'instances-sync-imports-only-from-below',
    'src/instances/sync/bad.ts',
    'src/instances/ports/a.ts',
  ],
  [
    'instances-disks-imports-only-from-below',
    'src/instances/disks/bad.ts',
    'src/instances/sync/a.ts',
  ],
  [
    'instances-domain-imports-only-from-below',
    'src/instances/domain/bad.ts',
    'src/instances/instances.service.ts',
  ],
  [
    'instances-service-imports-only-from-below',
    'src/instances/instances.service.ts',
    'src/instances/domain/a.ts',
  ],
  [
    'instances-ports-imports-only-from-below',
    'src/instances/ports/bad.ts',
    'src/instances/adoption/a.ts',
  ],
  [
    'instances-adoption-imports-only-from-below',
    'src/instances/adoption/bad.ts',
    'src/instances/actions/a.ts',
  ],
  [
    'instances-actions-imports-only-from-below',
    'src/instances/actions/bad.ts',
    'src/instances/recovery/a.ts',
  ],
  [
    'instances-recovery-imports-only-from-below',
    'src/instances/recovery/bad.ts',
    'src/instances/instances.module.ts',
  ],
  ['instances-has-no-other-folders', 'src/instances/helpers/bad.ts', 'src/common/errors.ts'],
  ['instances-model-is-pure', 'src/instances/model/bad-package.ts', 'some-package'],
  ['server-has-no-cycles', 'src/events/cycle-a.ts', 'src/events/cycle-b.ts'],
  ['src-has-no-other-folders', 'src/helpers/bad.ts', 'src/common/errors.ts'],
  [
    'node-libvirt-xdr-imports-only-from-below',
    'packages/node-libvirt/src/xdr/bad-layer.ts',
    'packages/node-libvirt/src/rpc/packet.ts',
  ],
  [
    'node-libvirt-protocol-imports-only-from-below',
    'packages/node-libvirt/src/protocol/bad.ts',
    'packages/node-libvirt/src/rpc/packet.ts',
  ],
  [
    'node-libvirt-rpc-imports-only-from-below',
    'packages/node-libvirt/src/rpc/bad.ts',
    'packages/node-libvirt/src/client/connection.ts',
  ],
  [
    'node-libvirt-client-imports-only-from-below',
    'packages/node-libvirt/src/client/bad.ts',
    'packages/node-libvirt/src/index.ts',
  ],
  [
    'node-libvirt-depends-on-caller',
    'packages/node-libvirt/src/client/bad-object.ts',
    'packages/node-libvirt/src/client/connection.ts',
  ],
  [
    'node-libvirt-has-no-cycles',
    'packages/node-libvirt/src/client/circle-a.ts',
    'packages/node-libvirt/src/client/circle-b.ts',
  ],
  [
    'node-libvirt-imports-only-node',
    'packages/node-libvirt/src/client/bad-package.ts',
    'some-package',
  ],
  ['xdr-does-no-io', 'packages/node-libvirt/src/xdr/bad-socket.ts', 'node:net'],
  ['domain-xml-does-no-io', 'src/domain-xml/bad-process.ts', 'node:child_process'],
  ['only-src-libvirt-imports-node-libvirt', 'src/instances/bad-client.ts', 'node-libvirt'],
  ['cli-reaches-the-server-through-the-api', 'src/cli/bad.ts', 'src/instances/service.ts'],
  ['web-reaches-the-server-through-the-api', 'web/src/bad.ts', 'src/instances/service.ts'],
  ['web-api-imports-only-what-is-allowed', 'web/src/api/bad.ts', 'web/src/live/queries.ts'],
  ['web-ui-imports-only-what-is-allowed', 'web/src/ui/bad.ts', 'web/src/live/queries.ts'],
  [
    'web-live-imports-only-what-is-allowed',
    'web/src/live/bad.ts',
    'web/src/operations/operation-texts.ts',
  ],
  [
    'web-session-imports-only-what-is-allowed',
    'web/src/session/bad.ts',
    'web/src/images/uploads.ts',
  ],
  [
    'web-operations-imports-only-what-is-allowed',
    'web/src/operations/bad.ts',
    'web/src/instances/requests.ts',
  ],
  [
    'web-events-imports-only-what-is-allowed',
    'web/src/events/bad.ts',
    'web/src/instances/requests.ts',
  ],
  [
    'web-ports-imports-only-what-is-allowed',
    'web/src/ports/bad.ts',
    'web/src/instances/requests.ts',
  ],
  [
    'web-images-imports-only-what-is-allowed',
    'web/src/images/bad.ts',
    'web/src/launch/launch-dialog.ts',
  ],
  [
    'web-console-imports-only-what-is-allowed',
    'web/src/console/bad.ts',
    'web/src/instances/requests.ts',
  ],
  ['web-launch-imports-only-what-is-allowed', 'web/src/launch/bad.ts', 'web/src/images/uploads.ts'],
  [
    'web-instances-imports-only-what-is-allowed',
    'web/src/instances/bad.ts',
    'web/src/images/uploads.ts',
  ],
  [
    'web-domains-imports-only-what-is-allowed',
    'web/src/domains/bad.ts',
    'web/src/instances/requests.ts',
  ],
  ['web-has-no-other-folders', 'web/src/helpers/bad.ts', 'web/src/api/client.ts'],
  ['web-has-no-cycles', 'web/src/images/circle-a.ts', 'web/src/images/circle-b.ts'],
  [
    'api-client-imports-nothing-of-ours',
    'packages/api-client/src/bad.ts',
    'src/instances/service.ts',
  ],
  ['tiny-image-imports-only-node', 'packages/tiny-image/src/bad.ts', 'src/common/errors.ts'],
  ['no-import-from-dist', 'src/instances/bad-dist.ts', 'web/dist/page.js'],
  ['no-circular-imports', 'src/consoles/circle-a.ts', 'src/consoles/circle-b.ts'],
  ['no-unresolvable-imports', 'src/consoles/bad-path.ts', 'src/consoles/not-there.ts'],
];

/** Imports that must stay allowed. @type {[from: string, to: string][]} */
const ALLOWED = [
  ['src/libvirt/connection.ts', 'node-libvirt'],
  ['src/libvirt/connection.ts', 'src/events/service.ts'],
  ['src/instances/service.ts', 'src/images/service.ts'],
  ['src/instances/service.spec.ts', 'src/consoles/service.ts'],
  ['src/instances/actions/a.ts', 'src/instances/ports/a.ts'],
  ['src/instances/ports/a.ts', 'src/instances/instances.service.ts'],
  ['src/instances/instances.module.ts', 'src/instances/recovery/a.ts'],
  ['src/cli/main.ts', '@picostack/api-client'],
  ['src/cli/main.ts', 'src/config/settings.ts'],
  ['src/main.ts', 'src/consoles/service.ts'],
  ['web/src/main.ts', '@picostack/api-client'],
  ['web/src/app/app.ts', 'web/src/instances/requests.ts'],
  ['web/src/launch/launch-dialog.ts', 'web/src/images/launchable.ts'],
  ['web/src/live/queries.ts', 'web/src/api/client.ts'],
  ['packages/node-libvirt/src/client/connection.ts', 'node:net'],
  ['packages/node-libvirt/src/client/connection.ts', 'packages/node-libvirt/src/rpc/packet.ts'],
  ['packages/node-libvirt/src/rpc/caller.ts', 'packages/node-libvirt/src/protocol/index.ts'],
  ['packages/node-libvirt/src/rpc/packet.ts', 'packages/node-libvirt/src/xdr/codec.ts'],
  ['packages/node-libvirt/src/index.ts', 'packages/node-libvirt/src/client/connection.ts'],
];

/** @type {string} */
let tree;
/** @type {{ rule: string, from: string }[]} */
let found = [];

beforeAll(async () => {
  tree = mkdtempSync(path.join(tmpdir(), 'picostack-imports-'));
  for (const [, from, to] of VIOLATIONS) writeImport(from, to);
  for (const [from, to] of ALLOWED) writeImport(from, to);
  writeImport('src/consoles/circle-b.ts', 'src/consoles/circle-a.ts');
  writeImport(
    'packages/node-libvirt/src/client/circle-b.ts',
    'packages/node-libvirt/src/client/circle-a.ts',
    'type',
  );
  writeImport('src/events/cycle-b.ts', 'src/events/cycle-a.ts', 'type');
  writeImport('web/src/images/circle-b.ts', 'web/src/images/circle-a.ts', 'type');
  for (const name of ['node-libvirt', '@picostack/api-client', 'some-package']) writePackage(name);
  rmSync(path.join(tree, 'src/consoles/not-there.ts'));

  const { output } = await cruise(['src', 'packages', 'web'], {
    ...config.options,
    ruleSet: { forbidden: config.forbidden },
    validate: true,
    baseDir: tree,
  });
  if (typeof output === 'string') throw new Error(output);
  found = output.summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }));
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe('import rules', () => {
  it.each(VIOLATIONS)('%s fires when %s imports %s', (rule, from) => {
    expect(found).toContainEqual({ rule, from });
  });

  it('all have a violation in this test', () => {
    const rules = config.forbidden.map(({ name }) => name);
    expect(new Set(VIOLATIONS.map(([rule]) => rule))).toEqual(new Set(rules));
  });

  it.each(ALLOWED)('allow %s to import %s', (from) => {
    expect(found.filter((violation) => violation.from === from)).toEqual([]);
  });
});

/**
 * Writes `from` with an import of `to`, and creates `to` if it is a file that does not exist.
 * @param {string} from
 * @param {string} to a file of the tree, a package or a module of Node
 * @param {'value' | 'type'} kind
 */
function writeImport(from, to, kind = 'value') {
  const isFile = /^(src|packages|web)\//.test(to);
  const specifier = isFile ? relative(from, to) : to;
  const names = kind === 'type' ? 'type {} from ' : '';
  write(from, `import ${names}'${specifier.replace(/\.ts$/, '.js')}';\n`, 'a');
  if (isFile) write(to, 'export {};\n', 'a');
}

/**
 * Creates a workspace package as npm does: a link to its folder, whose exports are in dist.
 * @param {string} name
 */
function writePackage(name) {
  const folder = `packages/${name.replace(/^@.*\//, '')}`;
  write(`${folder}/dist/index.js`, 'export {};\n', 'w');
  write(
    `${folder}/package.json`,
    JSON.stringify({ name, type: 'module', exports: { '.': './dist/index.js' } }),
    'w',
  );
  const link = path.join(tree, 'node_modules', name);
  mkdirSync(path.dirname(link), { recursive: true });
  symlinkSync(path.join(tree, folder), link);
}

/**
 * @param {string} file
 * @param {string} text
 * @param {'a' | 'w'} flag
 */
function write(file, text, flag) {
  const absolute = path.join(tree, file);
  mkdirSync(path.dirname(absolute), { recursive: true });
  writeFileSync(absolute, text, { flag });
}

/**
 * @param {string} from
 * @param {string} to
 * @returns {string}
 */
function relative(from, to) {
  const specifier = path.relative(path.dirname(from), to);
  return specifier.startsWith('.') ? specifier : `./${specifier}`;
}
