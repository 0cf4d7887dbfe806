import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { ManyInstances } from '../support/many-instances.js';
import { residentBytes } from '../support/process.js';
import { eventually } from '../support/wait.js';

// Times depend on what else the machine does, so the table has the load average. Processor time depends on it less.
const execute = promisify(execFile);
const ROUNDS = Number(process.env['PICOSTACK_BENCH_ROUNDS'] ?? 7);
const MIB = 1024 ** 2;
const TICKS_PER_SECOND = 100;
const IDLE_SECONDS = 30;
/** After a connect, the definitions of all instances are read, and V8 frees memory. With less use than this, that is over. */
const SETTLED_PERCENT = 1;
const SETTLED_SECONDS = 10;
const LIMIT_MS = 120_000;

interface Figure {
  readonly measured: string;
  readonly target: string;
  readonly met: boolean;
  readonly load: string;
}

const figures: Record<string, Figure> = {};

afterAll(() => console.table(figures));

function record(name: string, value: number, limit: number, unit: string, isLeast = false): void {
  figures[name] = {
    measured: `${Math.round(value * 100) / 100} ${unit}`,
    target: `${isLeast ? 'at least' : 'at most'} ${limit} ${unit}`,
    met: isLeast ? value >= limit : value <= limit,
    load: loadavg()[0]?.toFixed(1) ?? '',
  };
}

it('starts without instances', async () => {
  await using none = await ManyInstances.make(0);
  record('ready, no instance', await readySeconds(none), 1, 's');
});

it('uses little memory with 100 instances', async () => {
  await using some = await ManyInstances.make(100);
  await some.server.start();
  await passed(10);
  record('memory, 100 instances', residentBytes(some.server.pid) / MIB, 110, 'MiB');
});

it('serves 1,000 instances', async () => {
  await using many = await ManyInstances.make(1_000);
  record('ready, 1,000 instances', await readySeconds(many), 2, 's');
  const { server, libvirtd } = many;
  const { url, token } = server.api;
  await settled(server.pid);

  const pids = [server.pid, many.libvirtdPid];
  const [before, from] = [pids.map(cpuSeconds), performance.now()];
  await passed(IDLE_SECONDS);
  const seconds = (performance.now() - from) / 1000;
  const used = pids.map((pid, at) => cpuSeconds(pid) - (before[at] ?? 0));
  const total = used.reduce((sum, each) => sum + each, 0);
  record('idle, server and libvirtd', (100 * total) / seconds, 1, '% of a core');
  record('memory, 1,000 instances', residentBytes(server.pid) / MIB, 130, 'MiB');

  const headers = { Authorization: `Bearer ${token}` };
  // With each encoding that a client may ask for; `fetch` also decompresses and parses.
  for (const encoding of ['identity', 'gzip', 'br']) {
    const list = async (): Promise<void> => {
      const response = await fetch(`${url}/api/v1/instances?limit=1000`, {
        headers: { ...headers, 'Accept-Encoding': encoding },
      });
      expect(await response.json()).toMatchObject({ total: 1_000 });
    };
    await list();
    const [getMs, virshMs] = await alternately(list, () => libvirtd.virsh('list', '--all'));
    record(`GET of 1,000 (${encoding}) / virsh list --all`, getMs / virshMs, 0.125, 'of its time');
  }

  const page = `${url}/api/v1/instances?limit=50`;
  await load(page, token);
  const startedAt = cpuSeconds(server.pid);
  const { requests, non2xx } = await load(page, token);
  expect(non2xx).toBe(0);
  record('page of 50', requests.average, 300, 'requests/s', true);
  const perCore = requests.total / (cpuSeconds(server.pid) - startedAt);
  record('page of 50, by processor time', perCore, 300, 'requests/s', true);

  const env = { ...process.env, PICOSTACK_CONFIG: '/dev/null', PICOSTACK_DATA_DIR: server.dataDir };
  for (const options of [[], ['--json']]) {
    const command = [resolve('dist/src/cli/main.js'), 'list', ...options];
    const picostk = () => execute(process.execPath, command, { env, maxBuffer: 64 * MIB });
    await picostk();
    const [listMs, nodeMs] = await alternately(picostk, () =>
      execute(process.execPath, ['-e', '0']),
    );
    record(`${['picostk list', ...options].join(' ')}, over node -e 0`, listMs - nodeMs, 150, 'ms');
  }
});

it('starts again with npm start', async () => {
  await using none = await ManyInstances.make(0);
  const env = { ...process.env, ...none.server.environment };
  await npmStartSeconds(env);
  record('npm start, the second', await npmStartSeconds(env), 1.5, 's');
});

/** The time of the second start: the first one stores the compiled code. */
async function readySeconds({ server }: ManyInstances): Promise<number> {
  const start = async (): Promise<number> => {
    const from = performance.now();
    await server.start();
    await server.api.ask('GET', '/instances?limit=50');
    return (performance.now() - from) / 1000;
  };
  await start();
  await server.stop();
  return start();
}

interface LoadResult {
  readonly requests: { readonly average: number; readonly total: number };
  readonly non2xx: number;
}

/** Send requests for some seconds, over four connections, from a process of its own. */
async function load(url: string, token: string): Promise<LoadResult> {
  const options = ['--connections', '4', '--duration', '5', '--json', '--no-progress'];
  const { stdout } = await execute(process.execPath, [
    resolve('node_modules/autocannon/autocannon.js'),
    ...options,
    '--headers',
    `Authorization: Bearer ${token}`,
    url,
  ]);
  const result: LoadResult = JSON.parse(stdout);
  return result;
}

async function npmStartSeconds(env: NodeJS.ProcessEnv): Promise<number> {
  const from = performance.now();
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise((done) => child.once('exit', done));
  try {
    await eventually('the server', LIMIT_MS, () =>
      output.includes(' is ready at ') ? true : undefined,
    );
    return (performance.now() - from) / 1000;
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

/** The processor time that a process has used. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

async function passed(seconds: number): Promise<void> {
  const end = performance.now() + seconds * 1000;
  await eventually(
    `${seconds} s to pass`,
    seconds * 2000,
    () => performance.now() >= end || undefined,
  );
}

async function settled(pid: number): Promise<void> {
  const deadline = performance.now() + LIMIT_MS;
  for (let percent = 100; percent > SETTLED_PERCENT && performance.now() < deadline;) {
    const from = cpuSeconds(pid);
    await passed(SETTLED_SECONDS);
    percent = ((cpuSeconds(pid) - from) / SETTLED_SECONDS) * 100;
  }
}

/** The medians of two kinds of work that alternate, so that a host that becomes slower affects both. In ms. */
async function alternately(
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [at, work] of [one, other].entries()) {
      const from = performance.now();
      await work();
      times[at]?.push(performance.now() - from);
    }
  }
  const median = (values: number[]): number =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  return [median(times[0]), median(times[1])];
}
