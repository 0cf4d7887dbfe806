// @ts-check
// Import rules; docs/architecture.md explains them. test/house/import-rules.spec.mjs proves that each rule fires.

/** Lowest first; folders on one line do not import each other. */
const LAYERS = [
  ['common'],
  ['config', 'image-builds'],
  ['database', 'domain-xml'],
  ['events'],
  ['libvirt', 'auth'],
  ['operations'],
  ['storage'],
  ['host', 'flavours', 'idempotency', 'catalogue'],
  ['images', 'networks'],
  ['instances'],
  ['consoles', 'recover', 'metrics'],
];

const FOLDERS = LAYERS.flat();
const CLIENT = 'packages/api-client/';
const TINY_IMAGE = 'packages/tiny-image/';
const LIBVIRT_CLIENT = 'packages/node-libvirt/';
/** Tests may import anything. */
const TESTS = '\\.spec\\.[cm]?tsx?$|(^|/)test/';

/** @typedef {import('dependency-cruiser').IForbiddenRuleType} Rule */

/** @type {Rule[]} */
const layerRules = LAYERS.flatMap((folders, level) =>
  folders.map((folder) => ({
    name: `src-${folder}-imports-only-from-below`,
    comment: `src/${folder} imports itself and the layers below it; docs/architecture.md lists them.`,
    severity: 'error',
    from: { path: `^src/${folder}/`, pathNot: TESTS },
    to: {
      path: '^src/',
      pathNot: `^src/(${[...LAYERS.slice(0, level).flat(), folder].join('|')})/`,
    },
  })),
);

/** Inside node-libvirt: client -> rpc -> protocol -> xdr; the protocol table is data made of xdr's codecs. */
const LIBVIRT_CLIENT_LAYERS = {
  xdr: ['xdr'],
  protocol: ['xdr', 'protocol'],
  rpc: ['xdr', 'protocol', 'rpc'],
  client: ['xdr', 'protocol', 'rpc', 'client'],
};

/** @type {Rule[]} */
const libvirtClientRules = Object.entries(LIBVIRT_CLIENT_LAYERS).map(([folder, allowed]) => ({
  name: `node-libvirt-${folder}-imports-only-from-below`,
  comment: 'client -> rpc -> protocol -> xdr.',
  severity: 'error',
  from: { path: `^${LIBVIRT_CLIENT}src/${folder}/`, pathNot: TESTS },
  to: {
    path: `^${LIBVIRT_CLIENT}src/`,
    // All layers may use libvirt's constants and their types.
    pathNot: `^${LIBVIRT_CLIENT}src/((${allowed.join('|')})/|(constants\\.gen|enum)\\.ts$)`,
  },
}));

/**
 * Inside src/instances, lowest first; folders on one line do not import each other. instances.service.ts shows and
 * checks instances for the folders above it. The module and its controller may import everything.
 */
const INSTANCE_LAYERS = [
  ['model'],
  ['dto'],
  ['records'],
  ['sync', 'disks'],
  ['domain', 'instances.service.ts'],
  ['ports'],
  ['adoption'],
  ['actions', 'recovery'],
];

/** @type {Rule[]} */
const instanceRules = INSTANCE_LAYERS.flatMap((rooms, level) =>
  rooms.map((room) => ({
    name: `instances-${room.replace(/^.*\.(.*)\.ts$/, '$1')}-imports-only-from-below`,
    comment: `src/instances/${room} imports itself and the layers below it; docs/architecture.md lists them.`,
    severity: 'error',
    from: { path: `^src/instances/${inRoom(room)}`, pathNot: TESTS },
    to: {
      path: '^src/instances/',
      pathNot: `^src/instances/(${[...INSTANCE_LAYERS.slice(0, level).flat(), room].map(inRoom).join('|')})`,
    },
  })),
);

/**
 * @param {string} room a folder or file of src/instances
 * @returns {string}
 */
function inRoom(room) {
  return room.endsWith('.ts') ? `${room.replaceAll('.', '\\.')}$` : `${room}/`;
}

/** The shared folders of the page, and what each one may import. */
const WEB_SHARED = { api: ['api'], ui: ['api', 'ui'], live: ['api', 'live'] };

/** The features of the page, and the modules of other features that each one may import; the rest is internal. */
const WEB_FEATURES = {
  session: {},
  operations: { session: ['session'] },
  events: {},
  ports: { session: ['session'] },
  images: {
    session: ['session'],
    operations: ['operation-progress', 'operation-texts'],
    instances: ['state-label'],
  },
  console: {
    session: ['session'],
    instances: ['instance-commands', 'instance-mutations'],
  },
  launch: { images: ['launchable', 'no-images'], ports: ['port-drafts', 'port-row'] },
  instances: {
    session: ['session'],
    console: ['instance-console'],
    operations: ['operation-progress', 'operation-texts'],
    events: ['event-texts'],
    images: ['compression', 'compression-field', 'launchable', 'no-images', 'upload-dialog'],
    launch: ['flavours', 'launch-dialog'],
    ports: ['port-list', 'ports-editor'],
  },
  domains: { session: ['session'], instances: ['instance-states', 'state-label'] },
};

/** @type {Rule[]} */
const webRules = [
  ...Object.entries(WEB_SHARED).map(([folder, allowed]) => ({
    folder,
    comment: 'Shared folders do not import features: api <- live, ui <- features <- app.',
    allowed: allowed.map((other) => `${other}/`),
  })),
  ...Object.entries(WEB_FEATURES).map(([folder, others]) => ({
    folder,
    comment: 'Import only the modules of other features that .dependency-cruiser.mjs lists.',
    allowed: [
      ...[...Object.keys(WEB_SHARED), folder].map((other) => `${other}/`),
      ...Object.entries(others).map(
        ([feature, modules]) => `${feature}/(${modules.join('|')})\\.tsx?$`,
      ),
    ],
  })),
].map(({ folder, comment, allowed }) => ({
  name: `web-${folder}-imports-only-what-is-allowed`,
  comment,
  severity: 'error',
  from: { path: `^web/src/${folder}/`, pathNot: TESTS },
  to: { path: '^web/src/', pathNot: `^web/src/(${allowed.join('|')})` },
}));

/** @type {{ forbidden: Rule[], options: import('dependency-cruiser').ICruiseOptions }} */
export default {
  forbidden: [
    ...layerRules,
    ...libvirtClientRules,
    ...webRules,
    ...instanceRules,
    {
      name: 'instances-has-no-other-folders',
      comment: 'Add a new folder to INSTANCE_LAYERS; otherwise no rule applies to it.',
      severity: 'error',
      from: {
        path: '^src/instances/[^/]+/',
        pathNot: `^src/instances/(${INSTANCE_LAYERS.flat().map(inRoom).join('|')})`,
      },
      to: {},
    },
    {
      name: 'instances-model-is-pure',
      comment:
        'The model holds states, rules and sizes: no framework, no database, no connection. It may use constants of libvirt, and the formats that the page shares.',
      severity: 'error',
      from: { path: '^src/instances/model/', pathNot: TESTS },
      to: {
        pathNot: `^src/(instances/model|common|domain-xml)/|^src/(libvirt/index|events/event-kinds)\\.ts$|^${CLIENT}(dist|src)/formats\\.`,
      },
    },
    {
      name: 'server-has-no-cycles',
      comment:
        'Type imports count: a reader follows them too. Move what both files need below them.',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { circular: true },
    },
    {
      name: 'src-has-no-other-folders',
      comment: 'Add a new folder to the list of layers; otherwise no rule applies to it.',
      severity: 'error',
      from: {
        path: '^src/[^/]+/',
        pathNot: `^src/(${[...FOLDERS, 'cli', 'nest', 'manual'].join('|')})/`,
      },
      to: {},
    },
    {
      name: 'node-libvirt-depends-on-caller',
      comment: 'Objects, events and migrations call libvirt through the interface Caller of rpc.',
      severity: 'error',
      from: { path: `^${LIBVIRT_CLIENT}src/(?!index\\.ts)`, pathNot: TESTS },
      to: { path: `^${LIBVIRT_CLIENT}src/client/connection\\.ts$` },
    },
    {
      name: 'node-libvirt-has-no-cycles',
      comment: 'Type imports count: a reader follows them too.',
      severity: 'error',
      from: { path: `^${LIBVIRT_CLIENT}src/` },
      to: { circular: true },
    },
    {
      name: 'node-libvirt-imports-only-node',
      comment: "node-libvirt imports Node's own modules and nothing else.",
      severity: 'error',
      from: { path: `^${LIBVIRT_CLIENT}src/`, pathNot: TESTS },
      to: { pathNot: `^${LIBVIRT_CLIENT}src/`, dependencyTypesNot: ['core'] },
    },
    {
      name: 'xdr-does-no-io',
      comment: 'xdr encodes and decodes bytes; it has no sockets, files or timers.',
      severity: 'error',
      from: { path: `^${LIBVIRT_CLIENT}src/xdr/`, pathNot: TESTS },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(buffer|util)$' },
    },
    {
      name: 'domain-xml-does-no-io',
      comment:
        'domain-xml creates and edits XML; it does not touch the network or start processes.',
      severity: 'error',
      from: { path: '^src/domain-xml/', pathNot: TESTS },
      to: {
        dependencyTypes: ['core'],
        path: '^(node:)?(net|tls|http|https|http2|dgram|dns|child_process|worker_threads|cluster)$',
      },
    },
    {
      name: 'only-src-libvirt-imports-node-libvirt',
      comment: 'Import src/libvirt instead, which translates errors and reconnects.',
      severity: 'error',
      from: { path: '^(src|web|migrations)/', pathNot: `^src/libvirt/|${TESTS}` },
      to: { path: `^${LIBVIRT_CLIENT}|(^|/)node_modules/node-libvirt/` },
    },
    {
      name: 'cli-reaches-the-server-through-the-api',
      comment:
        'The command is an API client; it shares only settings, builders of images and common code with the server, and runs its entry.',
      severity: 'error',
      from: { path: '^src/cli/', pathNot: TESTS },
      to: { path: '^src/', pathNot: '^src/((cli|config|common|image-builds)/|main\\.ts$)' },
    },
    {
      name: 'web-reaches-the-server-through-the-api',
      comment: 'The page is an API client; it imports only api-client.',
      severity: 'error',
      from: { path: '^web/', pathNot: TESTS },
      to: { path: '^(src|migrations|packages)/', pathNot: `^${CLIENT}` },
    },
    {
      name: 'web-has-no-other-folders',
      comment:
        'Add a new folder to the shared folders or the features; otherwise no rule applies to it.',
      severity: 'error',
      from: {
        path: '^web/src/[^/]+/',
        pathNot: `^web/src/(app|${[...Object.keys(WEB_SHARED), ...Object.keys(WEB_FEATURES)].join('|')})/`,
      },
      to: {},
    },
    {
      name: 'web-has-no-cycles',
      comment: 'Type imports count: a reader follows them too.',
      severity: 'error',
      from: { path: '^web/src/' },
      to: { circular: true },
    },
    {
      name: 'api-client-imports-nothing-of-ours',
      comment: "The API's types come from the OpenAPI document, not from the server's sources.",
      severity: 'error',
      from: { path: `^${CLIENT}src/`, pathNot: TESTS },
      to: { path: '^(src|web|migrations|packages)/', pathNot: `^${CLIENT}src/` },
    },
    {
      name: 'tiny-image-imports-only-node',
      comment:
        'The builder of the tiny image is a package of its own; the command, the server and the tests use it.',
      severity: 'error',
      from: { path: `^${TINY_IMAGE}src/`, pathNot: TESTS },
      to: { pathNot: `^${TINY_IMAGE}src/`, dependencyTypesNot: ['core'] },
    },
    {
      name: 'no-import-from-dist',
      comment: 'Import built files by the name of their package.',
      severity: 'error',
      from: { pathNot: TESTS },
      // A workspace package resolves into its dist/, which is allowed.
      to: { path: '(^|/)dist/', pathNot: '^packages/', dependencyTypes: ['local'] },
    },
    {
      name: 'no-circular-imports',
      comment:
        'Move what both files need below them. In web, two files may still refer to types of each other.',
      severity: 'error',
      from: { pathNot: TESTS },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable-imports',
      comment: 'An import that cannot be resolved escapes every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|(^|/)dist/' },
    exclude: { path: '\\.css$|^test/house/fixtures/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
