import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { domainNames, virsh, volumeNames } from '../support/virsh.js';

let server: TestServer;

beforeAll(async () => {
  server = await TestServer.start();
  await registerTiny(server.api);
});
afterAll(() => server?.dispose());

async function expectNothingLeft(): Promise<void> {
  expect((await server.api.instances()).total).toBe(0);
  expect(await domainNames(server.prefix)).toEqual([]);
  expect(await volumeNames(server.disksPool)).toEqual([]);
}

function requestOf(action: string): { method: string; path: string } {
  return action === 'delete'
    ? { method: 'DELETE', path: '' }
    : { method: 'POST', path: `/${action}` };
}

describe('an action that is not legal in the state', () => {
  let instance: InstanceDto;

  beforeAll(async () => {
    instance = await server.api.createInstance({ name: server.name('illegal'), start: false });
  });
  afterAll(() => server.api.deleteInstances());

  const refusals = async (actions: readonly string[]) => {
    for (const action of actions) {
      const { method, path } = requestOf(action);
      const problem = await server.api.refused(method, `/instances/${instance.id}${path}`, {});
      expect(problem, action).toMatchObject({ status: 409, code: 'illegalState' });
      expect(problem.legal, action).toEqual((await server.api.instance(instance.id)).actions);
    }
  };

  it('is refused while the instance is stopped, with the legal actions', async () => {
    expect(instance.state).toBe('stopped');
    expect(instance.actions).toEqual(expect.arrayContaining(['start', 'delete']));
    await refusals(['stop', 'restart', 'pause', 'resume']);
    expect((await virsh('domstate', instance.name)).trim()).toBe('shut off');
  });

  it('is refused while the instance is running', async () => {
    await server.api.finish('POST', `/instances/${instance.id}/start`);
    await refusals(['start', 'resume', 'delete']);
    expect((await virsh('domstate', instance.name)).trim()).toBe('running');
  });

  it('is refused while the instance is paused', async () => {
    await server.api.finish('POST', `/instances/${instance.id}/pause`);
    await refusals(['start', 'restart', 'pause', 'delete']);
    expect((await virsh('domstate', instance.name)).trim()).toBe('paused');
  });

  it('of many requests at the same time is accepted once', async () => {
    await server.api.finish('POST', `/instances/${instance.id}/stop`, { force: true });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        server.api.request('POST', `/api/v1/instances/${instance.id}/start`),
      ),
    );
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(9);
  });
});

describe('a name', () => {
  const NAMES: readonly unknown[] = [
    '</name>',
    '</name><devices>',
    ']]>',
    '--help',
    'a,b',
    '../../x',
    'fat:/etc',
    'json:{}',
    'nbd://127.0.0.1/x',
    'WEB',
    'web-',
    '-web',
    'web.example',
    'web\n',
    'web\0',
    '\ud800',
    '',
    'ünïcode',
    'a'.repeat(64),
    'a'.repeat(300),
    '9884bd0a-5ea6-41e2-8391-cb1d15cbf34d',
    7,
    null,
    ['web'],
    { toString: 'web' },
  ];

  it.each(NAMES.map((name) => ({ name, shown: JSON.stringify(name).slice(0, 40) })))(
    'of $shown is refused with a problem that names the field',
    async ({ name }) => {
      const problem = await server.api.refused('POST', '/instances', { name, image: 'tiny' });
      expect(problem).toMatchObject({ status: 400, code: 'invalidInput' });
      expect(problem.errors?.map(({ field }) => field)).toEqual(['name']);
      expect(problem.requestId).not.toBe('');
    },
  );

  it('that was refused leaves no record, domain or volume', expectNothingLeft);
});

describe('a field', () => {
  const name = 'refused';
  const BODIES: readonly (readonly [string, object])[] = [
    ['id', { name, image: 'tiny', id: '00000000-0000-4000-8000-000000000000' }],
    ['diskPath', { name, image: 'tiny', diskPath: '/etc/shadow' }],
    ['mac', { name, image: 'tiny', mac: "52:54:00:00:00:01'/><x" }],
    ['start', { name, image: 'tiny', start: 'yes' }],
    ['image', { name, image: { name: 'tiny' } }],
    ['ports', { name, image: 'tiny', ports: 'all' }],
    ['ports.0.guestPort', { name, image: 'tiny', ports: [{ guestPort: 0 }] }],
    ['ports.0.guestPort', { name, image: 'tiny', ports: [{ guestPort: 65_536 }] }],
    ['ports.0.guestPort', { name, image: 'tiny', ports: [{ guestPort: '80' }] }],
    ['ports.0.hostPort', { name, image: 'tiny', ports: [{ guestPort: 80, hostPort: 22 }] }],
    ['ports.0.protocol', { name, image: 'tiny', ports: [{ guestPort: 80, protocol: 'sctp' }] }],
    [
      'ports.0.hostAddress',
      { name, image: 'tiny', ports: [{ guestPort: 80, hostAddress: '0.0.0.0:1-:2' }] },
    ],
    [
      'ports.0.hostAddress',
      { name, image: 'tiny', ports: [{ guestPort: 80, hostAddress: 'localhost' }] },
    ],
    ['description', { name, image: 'tiny', description: 'x'.repeat(1001) }],
  ];

  it.each(BODIES)(
    '%s that is not valid or unknown is named in the refusal',
    async (field, body) => {
      const problem = await server.api.refused('POST', '/instances', body);
      expect(problem).toMatchObject({ status: 400, code: 'invalidInput' });
      expect(problem.errors?.map((each) => each.field)).toEqual([field]);
    },
  );

  it('cannot be null if a value is required', async () => {
    const { id } = await server.api.createInstance({ name: server.name('null'), start: false });
    try {
      for (const field of ['description', 'autostart']) {
        const problem = await server.api.refused('PATCH', `/instances/${id}`, { [field]: null });
        expect(problem).toMatchObject({ status: 400, errors: [{ field }] });
      }
      for (const field of ['name', 'description', 'defaultPorts']) {
        const problem = await server.api.refused('PATCH', '/images/tiny', { [field]: null });
        expect(problem).toMatchObject({ status: 400, errors: [{ field }] });
      }
    } finally {
      await server.api.deleteInstances();
    }
  });

  it('__proto__ changes nothing', async () => {
    const text = `{"name":"refused","image":"tiny","__proto__":{"start":false}}`;
    const answer = await fetch(`${server.api.url}/api/v1/instances`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${server.api.token}`,
        'Content-Type': 'application/json',
      },
      body: text.replace('refused', '</name>'),
    });
    expect(answer.status).toBe(400);
    expect(({} as { start?: boolean }).start).toBeUndefined();
  });

  it('that was refused leaves no record, domain or volume', expectNothingLeft);
});

describe('an impossible creation', () => {
  it.each([
    ['imageNotFound', 404, { image: 'no-such' }],
    ['flavourNotFound', 404, { image: 'tiny', flavour: 'no-such' }],
  ])('is refused with %s', async (code, status, body) => {
    const problem = await server.api.refused('POST', '/instances', { name: 'no', ...body });
    expect(problem).toMatchObject({ status, code });
    await expectNothingLeft();
  });

  it('is refused if a foreign domain has the name', async () => {
    const name = server.name('stranger');
    const created = await server.api.createInstance({ name, start: false });
    await virsh('undefine', name);
    await server.api.finish('DELETE', `/instances/${created.id}`);
    const xml = `<domain type='qemu'><name>${name}</name><memory>65536</memory><os><type>hvm</type></os></domain>`;
    await writeFile(`${server.folder}/stranger.xml`, xml);
    await virsh('define', `${server.folder}/stranger.xml`);
    const uuid = await virsh('domuuid', name);

    const operation = await server.api.request<{ code: string; detail: string }>(
      'POST',
      '/api/v1/instances',
      { name, image: 'tiny' },
      { Prefer: 'wait=60' },
    );
    expect([operation.status, operation.body.code]).toEqual([409, 'nameTaken']);
    expect(operation.body.detail).toContain(name);
    expect((await server.api.instances()).total).toBe(0);
    expect(await volumeNames(server.disksPool)).toEqual([]);
    expect(await virsh('domuuid', name)).toBe(uuid);
    await virsh('undefine', name);
  });

  it('excludes the deletion of its image: one of the two is refused with the reason', async () => {
    const content = Buffer.alloc(64 * 1024);
    content.writeUInt16LE(0xaa55, 510);
    for (let round = 0; round < 10; round += 1) {
      const name = server.name(`turn-${round}`);
      const { id } = await server.api.expectImage({ name, format: 'raw' });
      await server.api.ask('PUT', `/images/${id}/content`, content);
      const create = () =>
        server.api.request<{ code?: string }>(
          'POST',
          '/api/v1/instances',
          { name, image: name, start: false },
          { Prefer: 'wait=60' },
        );
      const remove = () => server.api.request<{ code?: string }>('DELETE', `/api/v1/images/${id}`);
      // Each one is sent first in half of the rounds.
      const [creation, deletion] =
        round % 2 === 0
          ? await Promise.all([create(), remove()])
          : (await Promise.all([remove(), create()])).toReversed();
      const outcome = [creation, deletion].map(
        (each) => `${each?.status} ${each?.body?.code ?? ''}`,
      );
      const wins = [
        ['200 ', '409 imageInUse'],
        ['404 imageNotFound', '204 '],
      ];
      expect(wins).toContainEqual(outcome);
      if (deletion?.status === 204) continue;
      await server.api.deleteInstances();
      await server.api.ask('DELETE', `/images/${id}`);
    }
    await expectNothingLeft();
  });

  it('is refused for 49 of 50 requests for one name', async () => {
    const name = server.name('wanted');
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        server.api.request<{ code?: string }>(
          'POST',
          '/api/v1/instances',
          { name, image: 'tiny', start: false },
          { Prefer: 'wait=60' },
        ),
      ),
    );
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(49);
    expect(new Set(refused.map(({ status, body }) => `${status} ${body.code}`))).toEqual(
      new Set(['409 nameTaken']),
    );
    expect((await server.api.instances()).total).toBe(1);
    expect(await domainNames(server.prefix)).toEqual([name]);
    expect(await volumeNames(server.disksPool)).toHaveLength(1);
    await server.api.deleteInstances();
    await expectNothingLeft();
  });
});
