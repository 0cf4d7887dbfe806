import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  Connection,
  VIR_DOMAIN_AFFECT_CONFIG,
  VIR_DOMAIN_EVENT_ID_METADATA_CHANGE,
  VIR_DOMAIN_METADATA_ELEMENT,
  VIR_DOMAIN_METADATA_TITLE,
  VIR_DOMAIN_PAUSED,
  VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP,
  VIR_DOMAIN_RUNNING,
  VIR_DOMAIN_SHUTOFF,
  VIR_DOMAIN_START_PAUSED,
  VIR_ERR_NO_DOMAIN,
  VIR_ERR_OPERATION_INVALID,
} from '../src/index.js';

const NAME = `qa-${process.pid}-nl-domain`;
const run = promisify(execFile);

async function virsh(...args: string[]): Promise<void> {
  await run('virsh', ['-q', '-c', 'qemu:///system', ...args]);
}

// Software emulation: these tests must run on hosts without virtualization.
const XML = `<domain type='qemu'><name>${NAME}</name><memory unit='MiB'>32</memory><vcpu>1</vcpu>
  <os><type arch='x86_64'>hvm</type></os>
  <devices>
    <emulator>/usr/bin/qemu-system-x86_64</emulator>
    <serial type='pty'/><console type='pty'/><video><model type='vga'/></video>
    <graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1'/>
  </devices></domain>`;

let connection: Connection;

async function removeDomain(name: string): Promise<void> {
  const found = await connection.domainLookupByName(name).catch(() => undefined);
  await found?.destroy().catch(() => {});
  await found?.undefineFlags().catch(() => {});
}

beforeAll(async () => {
  connection = await Connection.open('qemu:///system', { callTimeoutMs: 60_000 });
});

afterEach(async () => {
  await removeDomain(NAME);
  await removeDomain(`${NAME}-2`);
});

afterAll(async () => {
  await connection.close();
});

describe('a QEMU domain', () => {
  it('can be defined, started, paused, described, stopped and undefined', async () => {
    const domain = await connection.domainDefineXMLFlags(XML);
    expect(domain.id).toBe(-1);
    expect((await domain.getState()).state).toBe(VIR_DOMAIN_SHUTOFF);
    await domain.create();
    expect(domain.id).toBeGreaterThan(0);
    expect((await domain.getState()).state).toBe(VIR_DOMAIN_RUNNING);
    expect((await domain.getInfo()).maxMemKiB).toBe(32 * 1024);
    await domain.suspend();
    expect((await domain.getState()).state).toBe(VIR_DOMAIN_PAUSED);
    await domain.resume();
    expect(await domain.getXMLDesc()).toContain(domain.uuid);
    expect((await connection.domainLookupByUUID(domain.uuid)).name).toBe(NAME);
    expect((await connection.listAllDomains()).map(({ uuid }) => uuid)).toContain(domain.uuid);
    const [stats] = await connection.getAllDomainStats(0, 0, [domain]);
    expect(stats?.domain.uuid).toBe(domain.uuid);
    expect(stats?.stats['state.state']).toBe(VIR_DOMAIN_RUNNING);
    expect(typeof stats?.stats['cpu.time']).toBe('bigint');
    await expect(domain.create()).rejects.toMatchObject({ code: VIR_ERR_OPERATION_INVALID });
    await domain.destroy();
    expect(await domain.isActive()).toBe(false);
    await domain.undefineFlags();
    await expect(connection.domainLookupByUUID(domain.uuid)).rejects.toMatchObject({
      code: VIR_ERR_NO_DOMAIN,
    });
  });

  it('returns a screenshot, and accepts monitor commands', async () => {
    const domain = await connection.domainCreateXML(XML);
    const { mimeType, stream } = await domain.screenshot(0);
    const bytes = Buffer.concat(await stream.toArray());
    expect(mimeType).toBe('image/png');
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    const status = await domain.qemuMonitorCommand(
      'info status',
      VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP,
    );
    expect(status).toContain('running');
    const json: unknown = JSON.parse(await domain.qemuMonitorCommand('{"execute":"query-name"}'));
    expect(json).toMatchObject({ return: { name: NAME } });
  });

  it('has a console that closes when the domain stops', async () => {
    const domain = await connection.domainCreateXML(XML);
    const console = await domain.openConsole();
    console.resume();
    const ended = new Promise((resolve) => console.once('close', resolve));
    console.on('error', () => {});
    console.write('x');
    await domain.destroy();
    await ended;
    expect(connection.isAlive).toBe(true);
  });

  it('sends and receives text on its console', async () => {
    // The firmware is a guest that needs no disk: it prints a prompt and waits for a key.
    const firmware = XML.replace(
      '<os><type arch=',
      "<os><bootmenu enable='yes' timeout='60000'/><bios useserial='yes'/><type arch=",
    ).replace(/<video>.*<\/video>|<graphics.*\/>/g, '');
    const domain = await connection.domainCreateXML(firmware, VIR_DOMAIN_START_PAUSED);
    const console = await domain.openConsole();
    await domain.resume();
    let text = '';
    let hasSentKey = false;
    for await (const chunk of console) {
      text += String(chunk);
      if (!hasSentKey && text.includes('boot menu')) {
        hasSentKey = true;
        console.write('\x1b');
      }
      if (text.includes('Select boot device')) {
        break;
      }
    }
    expect(hasSentKey).toBe(true);
    expect(connection.isAlive).toBe(true);
  });

  it('keeps its metadata when it is renamed', async () => {
    const domain = await connection.domainDefineXMLFlags(XML);
    await domain.setMetadata(VIR_DOMAIN_METADATA_TITLE, 'a title');
    expect(await domain.getMetadata(VIR_DOMAIN_METADATA_TITLE)).toBe('a title');
    const uri = 'https://example.org/ns';
    await domain.setMetadata(VIR_DOMAIN_METADATA_ELEMENT, '<a b="c"/>', 'ex', uri);
    expect(
      await domain.getMetadata(VIR_DOMAIN_METADATA_ELEMENT, uri, VIR_DOMAIN_AFFECT_CONFIG),
    ).toMatch(/b=['"]c['"]/);
    await domain.setAutostart(true);
    expect(await domain.getAutostart()).toBe(true);
    await domain.rename(`${NAME}-2`);
    expect(domain.name).toBe(`${NAME}-2`);
    expect((await connection.domainLookupByName(`${NAME}-2`)).uuid).toBe(domain.uuid);
  });
});

describe('events caused by other clients', () => {
  it('are received for one domain only', async () => {
    const mine = await connection.domainDefineXMLFlags(XML);
    const other = await connection.domainDefineXMLFlags(
      XML.replace(`<name>${NAME}<`, `<name>${NAME}-2<`),
    );
    await using events = await connection.domainEvents(VIR_DOMAIN_EVENT_ID_METADATA_CHANGE, {
      of: mine,
    });
    await virsh('desc', other.name, '--title', 'theirs', '--config');
    await virsh('desc', mine.name, '--title', 'mine', '--config');
    const { value } = await events.next();
    expect(value?.domain.uuid).toBe(mine.uuid);
    expect(value?.type).toBe(VIR_DOMAIN_METADATA_TITLE);
  });
});
