import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { domainNames, virsh, volumeNames } from '../support/virsh.js';

const TEMPLATE = 'domain/instance.xml.hbs';
const VIDEO = "<model type='vga'/>";

let server: TestServer;
let overrides: string;

beforeAll(async () => {
  server = await TestServer.prepare();
  overrides = join(server.folder, 'overrides');
});
afterAll(() => server?.dispose());

/** Override the domain template with a copy in which one part is replaced. @returns its path */
function override(part: string, replacement: string): string {
  const source = readFileSync(join('templates', TEMPLATE), 'utf8');
  expect(source).toContain(part);
  const path = join(overrides, TEMPLATE);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, source.replace(part, replacement));
  return path;
}

const start = () => server.start({ PICOSTACK_TEMPLATE_DIR: overrides });

describe('a template in the configuration folder', () => {
  it('is used for new instances', async () => {
    const path = override(VIDEO, "<model type='cirrus'/>");
    await start();
    expect(server.output).toContain(`${path} is used in place of our own`);
    await registerTiny(server.api);
    const instance = await server.api.createInstance({ name: server.name('other'), start: false });
    const xml = await virsh('dumpxml', instance.id);
    expect(xml).toContain("<model type='cirrus'");
    expect(xml).not.toContain("type='vga'");
    await server.api.deleteInstances();
    await server.stop();
  });

  it('is found beside the settings file', async () => {
    const file = join(server.folder, 'config', 'picostack.yaml');
    const path = join(dirname(file), 'templates', TEMPLATE);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(file, '# nothing is set\n');
    writeFileSync(path, 'no XML');
    await expect(server.start({ PICOSTACK_CONFIG: file })).rejects.toThrow(`${path}:1:1: `);
  });

  it.each([
    ["<model type='{{videoModel}}'/>", 'the view has no field "videoModel"'],
    ["<model type='virtio'>", '<model> is not closed: </video> comes first'],
  ])('prevents the start of the server if it is invalid: %s', async (video, message) => {
    const line = readFileSync(join('templates', TEMPLATE), 'utf8').split(VIDEO)[0]?.split('\n');
    const path = override(VIDEO, video);
    const failure = await start().then(
      () => 'it started',
      (error: unknown) => String(error),
    );
    expect(failure).toContain('The server ended (1)');
    expect(failure).toContain(`picostack could not start: These templates are invalid:`);
    expect(failure).toContain(`  ${path}:${line?.length}:`);
    expect(failure).toContain(message);
  });

  it("that libvirt refuses makes the creation fail with libvirt's message, and leaves nothing", async () => {
    override(VIDEO, "<model type='holograph'/>");
    await start();
    const problem = await server.api.refused(
      'POST',
      '/instances',
      { name: server.name('refused'), image: 'tiny', start: false },
      { Prefer: 'wait=240' },
    );
    expect(problem).toMatchObject({ code: 'libvirtFailed' });
    expect(problem.detail).toMatch(/valid|schema|video/i);
    expect(await domainNames(server.prefix)).toEqual([]);
    expect(await volumeNames(server.disksPool)).toEqual([]);
    await server.stop();
  });
});
