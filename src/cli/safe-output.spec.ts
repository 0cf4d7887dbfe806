import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from './program.js';

/** Clears the screen, sets the title, C1, DEL, an override of the writing direction, a separator, a lone surrogate. */
const HOSTILE = 'x\u001b[2J\u001b]0;t\u0007\u009b31m\u007f\u202egnp\u2028\ud800';
/** The command's own escape sequences: a line that is redrawn. */
const CLEAR_LINE = '\r\u001b[2K';
const UNSAFE = /[^\P{C}\n]|[\u2028\u2029]/u;

const RESOURCE = { type: 'instance', id: HOSTILE, name: HOSTILE };
/** A resource with the fields of all types. */
const THING = {
  ...RESOURCE,
  resource: RESOURCE,
  token: HOSTILE,
  password: HOSTILE,
  role: HOSTILE,
  status: 'succeeded',
  state: HOSTILE,
  stateReason: HOSTILE,
  lastError: HOSTILE,
  description: HOSTILE,
  notes: HOSTILE,
  tags: [HOSTILE],
  actions: [HOSTILE],
  image: { name: HOSTILE },
  flavour: { name: HOSTILE },
  ports: [{ guestPort: 80, hostPort: 1, hostAddress: HOSTILE, protocol: HOSTILE, active: true }],
  defaultPorts: [],
  disks: [{ target: HOSTILE, source: HOSTILE }],
  reason: HOSTILE,
  canAdopt: false,
  pendingSize: null,
  memoryMiB: 1,
  vcpus: 1,
  diskGiB: 1,
  mac: HOSTILE,
  format: HOSTILE,
  source: HOSTILE,
  osInfo: HOSTILE,
  defaultUser: HOSTILE,
  kind: HOSTILE,
  step: HOSTILE,
  progress: 0.5,
  actor: HOSTILE,
  cause: HOSTILE,
  details: { [HOSTILE]: HOSTILE, deep: { [HOSTILE]: [HOSTILE] } },
  error: { code: HOSTILE, detail: HOSTILE },
  time: HOSTILE,
  createdAt: HOSTILE,
  startedAt: HOSTILE,
  finishedAt: HOSTILE,
  lastUsedAt: HOSTILE,
  expiresAt: HOSTILE,
  cloneCount: 1,
  clonesSizeBytes: 1,
  version: 2,
  replacedById: HOSTILE,
  fileState: HOSTILE,
  fileSha256: HOSTILE,
  verifiedAt: HOSTILE,
  picostackVersion: HOSTILE,
  libvirtUri: HOSTILE,
  libvirtConnected: true,
  libvirtProblem: null,
  libvirtVersion: HOSTILE,
  hypervisorVersion: HOSTILE,
  virtType: 'qemu',
  virtTypeReason: HOSTILE,
  arch: HOSTILE,
  cpus: 2,
  pools: [{ name: HOSTILE, path: HOSTILE, capacityBytes: 1, availableBytes: 1, problem: HOSTILE }],
  portRange: { from: 1, to: 2 },
  portAddress: HOSTILE,
  problem: HOSTILE,
  images: [{ ...RESOURCE, problem: HOSTILE }],
  flavours: [HOSTILE],
  instances: [{ ...RESOURCE, problem: HOSTILE, ports: 1 }],
};

let responseKind: 'things' | 'running' | 'problem' = 'things';
let server: Server;
let url: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/\?.*/, '');
    const isList =
      request.method === 'GET' && path.split('/').length === 4 && !path.endsWith('/host');
    const isRunning = responseKind === 'running' && request.method !== 'GET';
    const thing = isRunning ? { ...THING, status: 'running' } : THING;
    const problem = { code: HOSTILE, detail: `${HOSTILE}\n${HOSTILE}`, legal: [HOSTILE] };
    const body = isList ? { items: [thing], total: 1 } : thing;
    response.writeHead(responseKind === 'problem' ? 409 : 200, {
      'Content-Type': 'application/json',
    });
    response.end(JSON.stringify(responseKind === 'problem' ? problem : body));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function printed(args: readonly string[]): Promise<string> {
  let output = '';
  await runCommandLine(args, {
    env: { PICOSTACK_URL: url, PICOSTACK_TOKEN: 'pstk_test', PICOSTACK_DEBUG: '1' },
    width: 80,
    color: false,
    interactive: true,
    out: (text) => (output += text),
    err: (text) => (output += text),
    ask: async (question) => {
      output += question;
      return 'yes';
    },
  });
  return output.replaceAll(CLEAR_LINE, '');
}

const COMMANDS = [
  ['list'],
  ['show', 'a'],
  ['start', HOSTILE],
  ['stop', 'a'],
  ['delete', HOSTILE],
  ['clone', 'a', 'b'],
  ['rebuild', HOSTILE],
  ['detach', HOSTILE],
  ['publish', 'a', 'b'],
  ['rename', 'a', 'b'],
  ['resize', 'a', 'b'],
  ['set', 'a', '--notes', 'x'],
  ['launch', 'a', '--image', HOSTILE],
  ['domains'],
  ['adopt', HOSTILE],
  ['port', 'list', 'a'],
  ['port', 'add', 'a', '80'],
  ['image', 'list'],
  ['image', 'show', 'a'],
  ['image', 'verify', HOSTILE],
  ['image', 'delete', HOSTILE],
  ['flavour', 'list'],
  ['operations'],
  ['cancel', 'a'],
  ['events'],
  ['events', '--kind', HOSTILE],
  ['host'],
  ['doctor'],
  ['recover'],
  ['token', 'list'],
  ['token', 'create', 'a'],
  ['token', 'revoke', HOSTILE],
  ['user', 'reset-password', HOSTILE],
  [HOSTILE],
  ['list', `--${HOSTILE}`],
];

describe.each(['things', 'running', 'problem'] as const)(
  'with a response of hostile %s',
  (kind) => {
    it.each(COMMANDS)('%j sends the terminal no control character', async (...args) => {
      responseKind = kind;
      for (const line of [args, [...args, '--json']]) {
        const output = await printed(line);
        expect(output).not.toBe('');
        expect(UNSAFE.exec(output)?.[0].codePointAt(0), JSON.stringify(output)).toBeUndefined();
      }
    });
  },
);

it('prints JSON with the values of the server', async () => {
  responseKind = 'things';
  const [first] = JSON.parse(await printed(['domains', '--json'])) as (typeof THING)[];
  expect(first?.name).toBe(HOSTILE);
});
