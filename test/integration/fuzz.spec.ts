import type { NestExpressApplication } from '@nestjs/platform-express';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, type IncomingMessage, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AUTH_OPTIONS, type AuthOptions } from '../../src/auth/auth.options.js';
import { Authenticator } from '../../src/auth/authenticator.js';
import { UsersService } from '../../src/auth/users/users.service.js';
import { loadSettings } from '../../src/config/settings.js';
import { Logger } from '../../src/common/logger.js';
import { createApp } from '../../src/create-app.js';
import { LibvirtService } from '../../src/libvirt/index.js';
import { buildApiDocument } from '../../src/openapi-document.js';
import type { Page } from '../../src/common/http/list-query.js';
import type { OperationDto } from '../../src/operations/dto.js';
import { Api } from '../support/api.js';
import { Random } from '../support/hostile-values.js';
import { canHavePrivateLibvirtd, PrivateLibvirtd } from '../support/private-libvirtd.js';
import { SEED as TEST_SEED } from '../support/random.js';
import { type FuzzedRequest, RequestFuzzer } from '../support/request-fuzzer.js';
import { LIBVIRT_URI } from '../support/virsh.js';
import { eventually, within } from '../support/wait.js';

/** The same seed makes the same requests: PICOSTACK_TEST_FUZZ_SEED=... */
const SEED = Number(process.env['PICOSTACK_TEST_FUZZ_SEED'] ?? TEST_SEED);
const REQUESTS = Number(process.env['PICOSTACK_TEST_FUZZ_REQUESTS'] ?? 10_000);
const CONCURRENCY = 4;
const BATCH = 100;
const REQUEST_LIMIT_MS = 15_000;
const MAX_REFUSAL_BYTES = 16 * 1024;
const MAX_BLOCKED_MS = 200;
const PROBE_EVERY_MS = 5;
const END_LIMIT_MS = 60_000;
const PREFIX = `qa-fuzz-${process.pid}`;

interface FuzzedResponse {
  readonly status: number;
  readonly type: string;
  readonly bytes: number;
  readonly text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY * 2 });
const authorizations: [string | undefined, ...(string | undefined)[]] = [undefined];
let libvirtd: PrivateLibvirtd | undefined;
let folder: string;
let app: NestExpressApplication;
let api: Api;

beforeAll(async () => {
  // A private libvirt, which has no domains of others to adopt. If it cannot run here, use the shared one.
  if (canHavePrivateLibvirtd) libvirtd = await PrivateLibvirtd.start();
  folder = await mkdtemp(join(tmpdir(), `picostack-${PREFIX}-`));
  await chmod(folder, 0o711);
  await mkdir(join(folder, 'import'));
  const disk = Buffer.alloc(1024 * 1024);
  disk.writeUInt16LE(0xaa55, 510);
  await writeFile(join(folder, 'import', 'disk.raw'), disk);
  const settings = loadSettings({
    PICOSTACK_CONFIG: '/dev/null',
    PICOSTACK_LISTEN: '127.0.0.1:0',
    PICOSTACK_DATA_DIR: join(folder, 'data'),
    PICOSTACK_LIBVIRT_URI: libvirtd?.uri ?? LIBVIRT_URI,
    PICOSTACK_VIRT_TYPE: 'qemu',
    PICOSTACK_POOL_PREFIX: PREFIX,
    PICOSTACK_POOL_DIR: join(folder, 'pools'),
    PICOSTACK_IMPORT_DIRS: join(folder, 'import'),
    PICOSTACK_PORT_RANGE: '19000-19199',
    PICOSTACK_CPU_OVERCOMMIT: '1000',
    PICOSTACK_MEMORY_OVERCOMMIT: '10',
  });
  app = await createApp(settings, undefined, new Logger('fatal'));
  // The server must not close connections that are idle while resources are created again.
  app.getHttpServer().keepAliveTimeout = 0;
  // The test hashes hundreds of passwords, which at the real cost would take most of its time.
  Object.assign(app.get<AuthOptions>(AUTH_OPTIONS), { scrypt: { ln: 4, r: 8, p: 1 } });
  await app.init();
  await app.get(LibvirtService).start();
  await app.listen(0, '127.0.0.1');
  await app.get(UsersService).ensureFirstUser();
  api = new Api(await app.getUrl(), app.get(Authenticator).issueLocalToken());
  const { token } = await api.ask<{ token: string }>('POST', '/tokens', {
    name: 'onlooker',
    role: 'viewer',
  });
  const admin = `Bearer ${api.token}`;
  authorizations.push(
    admin,
    admin,
    admin,
    admin,
    admin,
    `Bearer ${token}`,
    'Bearer x',
    'Basic eA==',
  );
});
afterAll(async () => {
  agent.destroy();
  if (api) await endOperations();
  await app?.close();
  await libvirtd?.dispose();
  await rm(folder, { recursive: true, force: true });
});

/** End all operations: a build that a request has started must unmount its files before they are deleted. */
async function endOperations(): Promise<void> {
  const open = async () => {
    const { items } = await api.ask<Page<OperationDto>>('GET', '/operations?limit=1000');
    return items.filter(({ finishedAt }) => finishedAt === null);
  };
  for (const { id } of await open()) await api.request('POST', `/api/v1/operations/${id}/cancel`);
  await eventually(
    'the operations to end',
    END_LIMIT_MS,
    async () => (await open()).length === 0 || undefined,
  );
}

/** Create the resources that requests can name. Requests also delete them, so this is repeated. */
async function createResources(): Promise<void> {
  const disk = join(folder, 'import', 'disk.raw');
  const wait = { Prefer: 'wait=20' };
  const create = (path: string, body: object) => api.request('POST', `/api/v1${path}`, body, wait);
  await create('/flavours', { name: 'fuzz-flavour', memoryMiB: 16, vcpus: 1 });
  await create('/images', { name: 'fuzz-image', format: 'raw', path: disk });
  await create('/images', { name: 'fuzz-waiting', format: 'raw' });
  await create('/users', { name: 'fuzz-user', role: 'viewer' });
  await create('/tokens', { name: 'fuzz-token', role: 'viewer' });
  const { status } = await api.request('GET', '/api/v1/instances/fuzz-instance');
  if (status === 200) return;
  const instance = { name: 'fuzz-instance', image: 'fuzz-image', flavour: 'fuzz-flavour' };
  await create('/instances', { ...instance, start: false });
}

function send(
  { method, target, headers, body }: FuzzedRequest,
  connection: Agent | false,
): Promise<FuzzedResponse> {
  const { hostname, port } = new URL(api.url);
  const responded = new Promise<FuzzedResponse>((resolve, reject) => {
    const request = httpRequest({
      hostname,
      port,
      method,
      path: target,
      headers,
      agent: connection,
    });
    request.on('error', reject);
    request.on('response', (response: IncomingMessage) => {
      const { statusCode: status = 0 } = response;
      const type = response.headers['content-type'] ?? '';
      // An event stream has no end.
      if (type === 'text/event-stream') {
        resolve({ status, type, bytes: 0, text: '' });
        request.destroy();
        return;
      }
      let [bytes, text] = [0, ''];
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (status >= 400) text += chunk.toString();
      });
      response.on('error', reject);
      response.on('end', () => resolve({ status, type, bytes, text }));
    });
    request.end(body);
  });
  return within(`a response to ${method} ${target.slice(0, 200)}`, REQUEST_LIMIT_MS, responded);
}

/** What is wrong with a response, or undefined if nothing is. */
function faultOf(request: FuzzedRequest, response: FuzzedResponse): string | undefined {
  const { status, type, bytes, text } = response;
  if (status < 400) return undefined;
  if (status >= 500) return text;
  if (bytes > MAX_REFUSAL_BYTES) return `${bytes} bytes`;
  if (request.method === 'HEAD') return undefined;
  // Node itself refuses input that is not HTTP, without a body.
  if (bytes === 0 && [400, 431].includes(status)) return undefined;
  return type.startsWith('application/problem+json') ? undefined : `it is ${type}: ${text}`;
}

/** Measure how long the event loop is blocked, and by which requests in progress. */
class LoopProbe {
  private readonly inProgress = new Set<FuzzedRequest>();
  private readonly suspects = new Set<FuzzedRequest>();
  private longestMs = 0;
  private lastTick = performance.now();
  private lastUsage = process.cpuUsage();
  private readonly timer = setInterval(() => this.tick(), PROBE_EVERY_MS);

  begin(request: FuzzedRequest): void {
    this.inProgress.add(request);
  }

  /** Wait for the next tick first, because the request may have blocked the loop until now. */
  async end(request: FuzzedRequest): Promise<void> {
    await new Promise(setImmediate);
    this.tick();
    this.inProgress.delete(request);
  }

  takeLongest(): number {
    const { longestMs } = this;
    this.longestMs = 0;
    return longestMs;
  }

  takeSuspects(): FuzzedRequest[] {
    const suspects = [...this.suspects];
    this.suspects.clear();
    return suspects;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private tick(): void {
    const now = performance.now();
    const { user, system } = process.cpuUsage(this.lastUsage);
    // Time in which the process did not run does not count, because then the host was busy.
    const blockedMs = Math.min(now - this.lastTick - PROBE_EVERY_MS, (user + system) / 1000);
    this.lastTick = now;
    this.lastUsage = process.cpuUsage();
    this.longestMs = Math.max(this.longestMs, blockedMs);
    if (blockedMs > MAX_BLOCKED_MS) for (const each of this.inProgress) this.suspects.add(each);
  }
}

it(`survives ${REQUESTS} hostile requests (seed ${SEED})`, { timeout: 900_000 }, async () => {
  process.stdout.write(`fuzz: PICOSTACK_TEST_FUZZ_SEED=${SEED}\n`);
  const fuzzer = new RequestFuzzer(buildApiDocument(app), new Random(SEED), {
    names: {
      instances: ['fuzz-instance'],
      images: ['fuzz-image', 'fuzz-waiting'],
      flavours: ['fuzz-flavour'],
      users: ['fuzz-user', 'admin'],
      tokens: ['fuzz-token'],
      formats: ['raw'],
      paths: [join(folder, 'import', 'disk.raw')],
    },
    authorizations,
  });
  const faults: string[] = [];
  const statuses = new Map<number, number>();
  let [largest, longestMs, repeated] = [0, 0, 0];

  const run = async (request: FuzzedRequest): Promise<void> => {
    const shown = `${request.method} ${request.target.slice(0, 300)} ${request.body?.slice(0, 300) ?? ''}`;
    probe.begin(request);
    try {
      // The server can close a persistent connection during a request, which is then sent again (RFC 9112, 9.3.1).
      const response = await send(request, agent).catch(() => send(request, false));
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      if (response.status >= 400) largest = Math.max(largest, response.bytes);
      const fault = faultOf(request, response);
      if (fault !== undefined) faults.push(`${shown}: ${response.status} ${fault.slice(0, 500)}`);
    } catch (error) {
      faults.push(`${shown}: ${String(error)}`);
    } finally {
      await probe.end(request);
    }
  };
  const probe = new LoopProbe();

  for (let at = 0; at < REQUESTS; at += BATCH) {
    if (at % 500 === 0) await createResources();
    const batch = Array.from({ length: Math.min(BATCH, REQUESTS - at) }, (_, i) =>
      fuzzer.make(at + i),
    );
    const pending = [...batch];
    const worker = async (): Promise<void> => {
      for (let next = pending.shift(); next; next = pending.shift()) await run(next);
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
    longestMs = Math.max(longestMs, probe.takeLongest());
    // Repeat the requests: one that blocks the loop does so each time, unlike other work of the host.
    for (const request of probe.takeSuspects()) {
      repeated += 1;
      let least = Number.POSITIVE_INFINITY;
      for (let round = 0; round < 3 && least > MAX_BLOCKED_MS; round += 1) {
        await run(request);
        least = Math.min(least, probe.takeLongest());
        probe.takeSuspects();
      }
      if (least > MAX_BLOCKED_MS) {
        faults.push(`${request.method} ${request.target.slice(0, 300)} blocks for ${least} ms`);
      }
    }
  }
  probe.stop();

  const counts = [...statuses]
    .toSorted(([a], [b]) => a - b)
    .map(([status, n]) => `${status}: ${n}`);
  process.stdout.write(
    `fuzz: ${counts.join(', ')}; largest refusal ${largest} bytes; event loop blocked ${longestMs.toFixed(0)} ms at most, ${repeated} requests repeated because of that\n`,
  );
  expect(faults.slice(0, 20), `${faults.length} faults, seed ${SEED}`).toEqual([]);
  // Enough requests must reach the handlers.
  expect(statuses.get(200)).toBeGreaterThan(REQUESTS / 20);
  expect((await api.request('GET', '/healthz')).status).toBe(200);
});
