import { chmod, copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as libvirt from '../src/index.js';
import { Connection, type Domain } from '../src/index.js';
import { asTyped } from '../src/xdr/index.js';
import { tinyImage } from '../../../test/support/tiny-image-file.js';
import { virsh } from '../../../test/support/virsh.js';
import { EventRecorder } from './support/event-recorder.js';
import { GuestTerminal } from './support/guest-terminal.js';

const NAME = `qa-${process.pid}-nl-guest`;
const AGENT = 'org.qemu.guest_agent.0';
const MIB_IN_KIB = 1024;

let connection: Connection;
let folder: string;
let domain: Domain;
let events: EventRecorder;
let terminal: GuestTerminal;

const xml = (disk: string): string => `<domain type='qemu'><name>${NAME}</name>
  <memory unit='MiB'>256</memory><vcpu>1</vcpu><os><type arch='x86_64'>hvm</type></os>
  <features><acpi/></features><pm><suspend-to-mem enabled='yes'/></pm><devices>
  <disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='${disk}'/>
    <target dev='vda' bus='virtio'/></disk>
  <serial type='pty'/><console type='pty'/><memballoon model='virtio'/>
  <channel type='unix'><target type='virtio' name='${AGENT}'/></channel></devices></domain>`;

beforeAll(async () => {
  connection = await Connection.open('qemu:///system');
  folder = await mkdtemp(join(tmpdir(), `${NAME}-`));
  // QEMU runs as another user. libvirt gives that user access to the disk, but not to its folder.
  await chmod(folder, 0o755);
  const disk = join(folder, 'disk.raw');
  await copyFile((await tinyImage()).path, disk);
  events = await EventRecorder.start(connection, NAME);
  domain = await connection.domainDefineXMLFlags(xml(disk));
  await domain.createWithFlags(libvirt.VIR_DOMAIN_START_PAUSED);
  terminal = new GuestTerminal(await domain.openConsole());
  await domain.resume();
  await terminal.read('login: ');
  terminal.type('root');
  await terminal.read('Password: ');
  terminal.type('picostack');
  await terminal.read('# ');
});

afterAll(async () => {
  terminal?.close();
  await domain?.destroy().catch(() => {});
  await domain?.undefineFlags();
  await events?.stop();
  await connection.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a running Linux guest', () => {
  it('runs a command from its console', async () => {
    expect(await terminal.run('echo $((6 * 7))')).toBe('42');
    expect(await terminal.run('cat /proc/sys/kernel/ostype')).toBe('Linux');
  });

  it('reports a change of its clock', async () => {
    await terminal.run('date -s "2030-01-02 03:04:05" > /dev/null; hwclock -w -u');
    const { offset } = await events.next(libvirt.VIR_DOMAIN_EVENT_ID_RTC_CHANGE);
    expect(offset).toBeTypeOf('bigint');
  });

  it('reports a write beyond the threshold of its disk', async () => {
    await domain.setBlockThreshold('vda', 1);
    await terminal.run(
      'dd if=/dev/vda of=/dev/vda bs=512 count=1 skip=9 seek=9 conv=notrunc,fsync 2>/dev/null',
    );
    const fields = await events.next(libvirt.VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD, { dev: 'vda' });
    expect(fields).toMatchObject({ path: join(folder, 'disk.raw'), threshold: 1n });
    expect(fields['excess']).toBeTypeOf('bigint');
  });

  it('returns memory to the host, and reports its memory statistics', async () => {
    await virsh('setmem', NAME, '192M', '--live');
    const { actual } = await events.next(libvirt.VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE, {
      actual: BigInt(192 * MIB_IN_KIB),
    });
    expect((await domain.getInfo()).memoryKiB).toBe(Number(actual));
    await domain.setMemory(256 * MIB_IN_KIB);
    await events.next(libvirt.VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE, {
      actual: BigInt(256 * MIB_IN_KIB),
    });
    const stats = await domain.memoryStats();
    expect(stats.get(libvirt.VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON)).toBe(256 * MIB_IN_KIB);
    expect(stats.get(libvirt.VIR_DOMAIN_MEMORY_STAT_RSS)).toBeGreaterThan(0);
  });

  it('supports reading its disk and its memory', async () => {
    const sector = await domain.blockPeek('vda', 0, 512);
    expect(sector.length).toBe(512);
    expect(sector.readUInt16LE(510)).toBe(0xaa55);
    expect((await domain.blockStats('vda')).rd_bytes).toBeGreaterThan(512);
    const memory = await domain.memoryPeek(0, 64, libvirt.VIR_MEMORY_PHYSICAL);
    expect(memory.length).toBe(64);
    const [stats] = await connection.getAllDomainStats(libvirt.VIR_DOMAIN_STATS_BLOCK, 0, [domain]);
    expect(stats?.stats['block.0.name']).toBe('vda');
    await domain.sendKey(libvirt.VIR_KEYCODE_SET_LINUX, 50, [28]);
  });

  it('reports that a disk was attached and detached', async () => {
    const disk = join(folder, 'more.raw');
    await writeFile(disk, Buffer.alloc(1024 * 1024));
    await virsh('attach-disk', NAME, disk, 'vdb', '--live', '--subdriver', 'raw');
    const { devAlias } = await events.next(libvirt.VIR_DOMAIN_EVENT_ID_DEVICE_ADDED);
    expect(devAlias).toBe('virtio-disk1');
    await virsh('detach-disk', NAME, 'vdb', '--live');
    await events.next(libvirt.VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED, { devAlias });
  });
});

describe('a suspended Linux guest', () => {
  it('stays suspended until it is woken up', async () => {
    terminal.type('echo mem > /sys/power/state');
    await events.next(libvirt.VIR_DOMAIN_EVENT_ID_PMSUSPEND);
    expect((await domain.getState()).state).toBe(libvirt.VIR_DOMAIN_PMSUSPENDED);
    await virsh('dompmwakeup', NAME);
    await events.next(libvirt.VIR_DOMAIN_EVENT_ID_PMWAKEUP);
    await terminal.read('# ');
    expect(await terminal.run('echo awake')).toBe('awake');
  });
});

describe('a guest agent', () => {
  it('causes a specific error if it does not respond', async () => {
    const unresponsive = {
      code: libvirt.VIR_ERR_AGENT_UNRESPONSIVE,
      domain: libvirt.VIR_FROM_QEMU,
    };
    await expect(domain.getTime()).rejects.toMatchObject(unresponsive);
    await expect(domain.fsFreeze()).rejects.toMatchObject(unresponsive);
    await expect(domain.getFSInfo()).rejects.toMatchObject(unresponsive);
    await expect(domain.getHostname(libvirt.VIR_DOMAIN_GET_HOSTNAME_AGENT)).rejects.toMatchObject(
      unresponsive,
    );
    await expect(domain.setUserPassword('root', 'x')).rejects.toMatchObject(unresponsive);
    await expect(
      domain.interfaceAddresses(libvirt.VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT),
    ).rejects.toMatchObject(unresponsive);
    await expect(domain.qemuAgentCommand('{"execute":"guest-ping"}')).rejects.toMatchObject({
      ...unresponsive,
      procedure: 'qemuDomainAgentCommand',
    });
  });

  it('receives a command and returns its result', async () => {
    // A guest agent in a few lines of shell: it returns the id of a sync command, and has two other commands.
    const agentLines = [
      // sleep: in the guest; the port reports end of file until libvirt connects, so the agent reads again.
      'while :; do read -r q || { sleep 1; continue; }; case "$q" in',
      `*sync*) n=\${q##*:}; echo "{\\"return\\":\${n%%\\}*}}";;`,
      `*get-time*) echo '{"return":1234567890000000000}';;`,
      `*ping*) echo '{"return":{}}';;`,
      `*) echo '{"error":{"class":"CommandNotFound","desc":"no such command"}}';;`,
      'esac; done',
    ];
    for (const [number, line] of agentLines.entries()) {
      const into = number === 0 ? '>' : '>>';
      await terminal.run(`echo '${line.replaceAll("'", `'\\''`)}' ${into} /tmp/agent`);
    }
    const port = await terminal.run(
      `cd /sys/class/virtio-ports; for p in *; do [ "$(cat $p/name)" = ${AGENT} ] && echo $p; done; cd`,
    );
    expect(port).toMatch(/^vport\dp\d$/);
    await terminal.run(`(sh /tmp/agent <>/dev/${port} >&0 &)`);
    await events.next(libvirt.VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE, {
      state: libvirt.VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_CONNECTED,
      reason: libvirt.VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_CHANNEL,
    });
    const pong = await domain.qemuAgentCommand('{"execute":"guest-ping"}');
    expect(JSON.parse(pong ?? '')).toEqual({ return: {} });
    expect(await domain.getTime()).toEqual({ seconds: 1_234_567_890, nanoseconds: 0 });
    const refusal: unknown = await domain.fsFreeze().catch((error: unknown) => error);
    expect(refusal).toMatchObject({ domain: libvirt.VIR_FROM_QEMU });
    // Its own code since libvirt 11.2.
    expect([libvirt.VIR_ERR_INTERNAL_ERROR, libvirt.VIR_ERR_AGENT_COMMAND_FAILED]).toContain(
      asTyped<libvirt.LibvirtError>(refusal).code,
    );
  });
});

describe('the power button', () => {
  it('shuts down the guest, and the events report that the guest stopped itself', async () => {
    await virsh('shutdown', NAME, '--mode', 'acpi');
    await events.next(libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, {
      event: libvirt.VIR_DOMAIN_EVENT_SHUTDOWN,
    });
    await events.next(libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, {
      event: libvirt.VIR_DOMAIN_EVENT_STOPPED,
      detail: libvirt.VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN,
    });
    expect(await domain.getState()).toEqual({
      state: libvirt.VIR_DOMAIN_SHUTOFF,
      reason: libvirt.VIR_DOMAIN_SHUTOFF_SHUTDOWN,
    });
  });
});
