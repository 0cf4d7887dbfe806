import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, readdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageRecipesDto } from '../../src/images/builds/dto.js';
import type { ImageDto } from '../../src/images/dto.js';
import type { OperationDto } from '../../src/operations/dto.js';
import { guestAnswer } from '../support/network.js';
import { TestServer } from '../support/test-server.js';
import { tinyImage } from '../support/tiny-image.js';
import { run } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

const PACKAGES = resolve('node_modules/.cache/picostack-tiny/packages');
const LIMIT_MS = 60_000;

let mirror: Server;
/** How the mirror answers. */
let refuses = false;
let requests = 0;
let server: TestServer;

beforeAll(async () => {
  mirror = createServer((_, response) => {
    requests += 1;
    // Otherwise it keeps the client waiting.
    if (refuses) response.writeHead(403).end();
  });
  await new Promise<void>((done) => mirror.listen(0, '127.0.0.1', done));
  const { port } = mirror.address() as AddressInfo;
  server = await TestServer.start({
    env: { PICOSTACK_DEBIAN_MIRROR: `http://127.0.0.1:${port}/debian` },
  });
});
afterAll(async () => {
  await server?.dispose();
  mirror.closeAllConnections();
  mirror.close();
});

const picostk = (...args: string[]): Promise<string> => {
  const settings = Object.entries(server.environment).map(([name, value]) => `${name}=${value}`);
  return run('env', ...settings, process.execPath, 'dist/src/cli/main.js', ...args);
};

const build = (body: object): Promise<OperationDto> =>
  server.api.ask('POST', '/images/builds', body);
const operation = (id: string): Promise<OperationDto> => server.api.ask('GET', `/operations/${id}`);
const imageNames = async () => (await server.api.images()).items.map(({ name }) => name);

/** The temporary folders of builds; empty before the first one. */
const folders = (): Promise<string[]> => readdir(join(server.dataDir, 'builds')).catch(() => []);

/** The processes whose command line has a path in the data folder of the server. */
async function buildPrograms(): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'args']);
  return stdout.split('\n').filter((line) => line.includes(join(server.dataDir, 'builds')));
}

/** Start a build that waits for the mirror. */
async function waitingBuild(): Promise<OperationDto> {
  refuses = false;
  const before = requests;
  const started = await build({ recipe: 'jeos' });
  await eventually(
    'mmdebstrap to reach the mirror',
    LIMIT_MS,
    () => requests > before || undefined,
  );
  return started;
}

/** Kill the process of the build, and not its programs. */
async function killBuildProcess(): Promise<void> {
  const children = await readFile(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8');
  for (const pid of children.trim().split(' ')) process.kill(Number(pid), 'SIGKILL');
}

async function expectNothingLeft(): Promise<void> {
  await eventually('the files of the build to be deleted', LIMIT_MS, async () =>
    (await folders()).length === 0 ? true : undefined,
  );
  await eventually('the programs of the build to end', LIMIT_MS, async () =>
    (await buildPrograms()).length === 0 ? true : undefined,
  );
}

it('lists the recipes', async () => {
  const { items } = await server.api.ask<ImageRecipesDto>('GET', '/images/builds');
  expect(items).toMatchObject([
    { recipe: 'tiny', available: true, problem: null },
    { recipe: 'jeos', available: true, problem: null },
  ]);
});

describe('the tiny image', () => {
  it('is built by the server, and boots', async () => {
    await mkdir(join(server.dataDir, 'cache/tiny'), { recursive: true });
    const { sha256 } = await tinyImage();
    await cp(PACKAGES, join(server.dataDir, 'cache/tiny/packages'), { recursive: true });
    const finished = await server.api.finish('POST', '/images/builds', { recipe: 'tiny' });
    expect(finished).toMatchObject({ kind: 'image.build', resource: { name: 'tiny' } });
    const image = await server.api.ask<ImageDto>('GET', '/images/tiny');
    // The same packages result in the same bytes.
    expect(image).toMatchObject({
      status: 'ready',
      sha256,
      source: 'build:tiny',
      minMemoryMiB: 128,
    });
    expect(await folders()).toEqual([]);
    const web = await server.api.createInstance({ name: server.name('web') });
    const http = web.ports.find(({ guestPort }) => guestPort === 80);
    expect(await guestAnswer(http?.hostPort ?? 0)).toBe(web.name);
    await server.api.deleteInstances();
  });

  it('takes a name, and none of the options of the Debian image', async () => {
    expect(await server.api.refused('POST', '/images/builds', { recipe: 'tiny' })).toMatchObject({
      status: 409,
      code: 'nameTaken',
    });
    const odd = { recipe: 'tiny', name: 'second', sizeGiB: 4 };
    expect(await server.api.refused('POST', '/images/builds', odd)).toMatchObject({
      errors: [{ field: 'sizeGiB', message: 'can only be used with the recipe jeos' }],
    });
    const path = { recipe: 'tiny', name: 'builds' };
    expect(await server.api.refused('POST', '/images/builds', path)).toMatchObject({
      code: 'invalidInput',
      errors: [{ field: 'name' }],
    });
    expect(await imageNames()).toEqual(['tiny']);
  });
});

describe('the Debian image', () => {
  it.each<[string, object]>([
    ['suite', { suite: 'sid' }],
    ['sizeGiB', { sizeGiB: 1 }],
    ['hostname', { hostname: 'web_1' }],
    ['packages', { packages: ['vim,emacs'] }],
    ['packages', { packages: ['--simulate'] }],
    ['locale', { locale: "de_DE.UTF-8'; true '" }],
    ['sshKeys', { sshKeys: ['ssh-ed25519 AAAA\nssh-rsa'] }],
    ['sshKeys', { sshKeys: ['/root/.ssh/id_ed25519.pub'] }],
    ['sshKeys', { cloudInit: false }],
    ['mirror', { mirror: 'http://169.254.169.254/' }],
  ])('is refused with a wrong field %s: %o', async (field, options) => {
    const body = { recipe: 'jeos', ...options };
    expect(await server.api.refused('POST', '/images/builds', body)).toMatchObject({
      status: 400,
      code: 'invalidInput',
      errors: [{ field }],
    });
  });

  it('leaves nothing if the mirror refuses', async () => {
    refuses = true;
    const { id } = await build({ recipe: 'jeos', name: 'refused' });
    const ended = await eventually('the build to fail', LIMIT_MS, async () => {
      const current = await operation(id);
      return current.finishedAt === null ? undefined : current;
    });
    expect(ended).toMatchObject({ status: 'failed', error: { code: 'jeosPackagesFailed' } });
    expect(ended.error?.detail).toContain('403');
    expect(await imageNames()).not.toContain('refused');
    await expectNothingLeft();
  });

  it('is built once at a time, and leaves nothing when it is cancelled', async () => {
    const { id } = await waitingBuild();
    const step = 'Reading the package lists (2 of 12)';
    expect(await operation(id)).toMatchObject({
      status: 'running',
      canCancel: true,
      step,
      progress: 1 / 12,
    });
    expect(await server.api.ask('GET', '/images/debian-12')).toMatchObject({
      status: 'importing',
      progress: { step, receivedBytes: 0, totalBytes: null },
    });
    expect(await picostk('image', 'list')).toContain(` ${step} `);
    const second = { recipe: 'jeos', name: 'second' };
    expect(await server.api.refused('POST', '/images/builds', second)).toMatchObject({
      status: 409,
      code: 'imageBuildBusy',
    });
    expect(await buildPrograms()).not.toEqual([]);
    const cancelled = await server.api.ask<OperationDto>(
      'POST',
      `/operations/${id}/cancel`,
      undefined,
      {
        Prefer: 'wait=60',
      },
    );
    expect(cancelled).toMatchObject({ status: 'cancelled' });
    expect(await folders()).toEqual([]);
    expect(await buildPrograms()).toEqual([]);
    expect(await imageNames()).toEqual(['tiny']);
  });

  it('leaves nothing when the server is killed', async () => {
    const { id } = await waitingBuild();
    await server.kill();
    await expectNothingLeft();
    await server.start();
    expect(await operation(id)).toMatchObject({ status: 'failed' });
    expect(await imageNames()).toEqual(['tiny']);
  });

  it('fails when only its own process is killed, and its programs end', async () => {
    const { id } = await waitingBuild();
    await killBuildProcess();
    const ended = await eventually('the build to fail', LIMIT_MS, async () => {
      const current = await operation(id);
      return current.finishedAt === null ? undefined : current;
    });
    expect(ended).toMatchObject({ status: 'failed', error: { code: 'imageBuildFailed' } });
    expect(ended.error?.detail).toContain('SIGKILL');
    await expectNothingLeft();
    expect(await imageNames()).not.toContain('debian-12');
  });

  it('leaves nothing after the next start when its own process is killed too', async () => {
    await waitingBuild();
    const [folder = ''] = await folders();
    await killBuildProcess();
    await server.kill();
    expect(await folders()).toEqual([folder]);
    await server.start();
    await expectNothingLeft();
  });
});
