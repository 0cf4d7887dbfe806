import { inspect } from 'node:util';
import { describe, expect, expectTypeOf, it } from 'vitest';
import * as libvirt from '../src/index.js';
import { Domain, Network, type Enum, flags, LibvirtError, nameOf, XdrError } from '../src/index.js';
import { failureOf, useHostileServer } from './fake/use-hostile-server.js';

const hostile = useHostileServer();
const UUID = '6695eb01-f6a4-8304-79aa-97f2502e1930';
const ref = { name: 'web', uuid: UUID, id: 3 };

describe('enums', () => {
  it('nameOf returns the name of an enum value', () => {
    expect(nameOf('virDomainState', 1)).toBe('VIR_DOMAIN_RUNNING');
    expect(nameOf('virCPUCompareResult', -1)).toBe('VIR_CPU_COMPARE_ERROR');
    expect(nameOf('virDomainState', 99)).toBeUndefined();
    expect(nameOf('virDomainState', libvirt.VIR_DOMAIN_SHUTOFF)).toBe('VIR_DOMAIN_SHUTOFF');
  });

  it('flags combines constants of one enum', () => {
    const xmlFlags = flags(libvirt.VIR_DOMAIN_XML_SECURE, libvirt.VIR_DOMAIN_XML_INACTIVE);
    expect(xmlFlags).toBe(3);
    expectTypeOf(xmlFlags).toEqualTypeOf<Enum<'virDomainXMLFlags'>>();
  });

  it('a constant of another enum does not compile', () => {
    const check = async (domain: Domain): Promise<void> => {
      // @ts-expect-error -- a flag of undefineFlags
      await domain.getXMLDesc(libvirt.VIR_DOMAIN_UNDEFINE_NVRAM);
      // @ts-expect-error -- the constant of another enum
      nameOf('virDomainState', libvirt.VIR_DOMAIN_XML_SECURE);
      // @ts-expect-error -- flags of two enums
      await domain.getXMLDesc(flags(libvirt.VIR_DOMAIN_XML_SECURE, libvirt.VIR_CONNECT_RO));
      await domain.getXMLDesc(libvirt.VIR_DOMAIN_XML_SECURE | libvirt.VIR_DOMAIN_XML_INACTIVE);
      // libvirt combines these two enums.
      await domain.setVcpusFlags(2, libvirt.VIR_DOMAIN_AFFECT_LIVE);
    };
    expect(check).toBeTypeOf('function');
  });
});

describe('objects', () => {
  it('show their name, UUID and URI, and no details of the connection', async () => {
    const connection = await hostile.open();
    const domain = new Domain(connection, ref);
    const { uri } = hostile.server;
    expect(domain.toJSON()).toEqual({ name: 'web', uuid: UUID, uri });
    expect(JSON.parse(JSON.stringify({ domain }))).toEqual({ domain: domain.toJSON() });
    expect(domain.toString()).toBe(`Domain name=web uuid=${UUID} on ${uri}`);
    expect(inspect(domain)).toBe(`Domain ${inspect({ name: 'web', uuid: UUID, uri })}`);
    expect(inspect(connection, { depth: 9 })).toBe(`Connection ${inspect({ uri, isAlive: true })}`);
    expect(JSON.parse(JSON.stringify(connection))).toEqual({ uri, isAlive: true });
    expect(connection.toString()).toBe(`Connection to ${uri}`);
  });

  it('are equal if they represent the same libvirt object', async () => {
    const connection = await hostile.open();
    const domain = new Domain(connection, ref);
    expect(domain.equals(new Domain(connection, { ...ref, name: 'renamed', id: -1 }))).toBe(true);
    const other = UUID.replace(/0$/, '1');
    expect(domain.equals(new Domain(connection, { ...ref, uuid: other }))).toBe(false);
    expect(domain.equals(new Network(connection, ref))).toBe(false);
    expect(domain.equals(undefined)).toBe(false);
  });
});

describe('errors', () => {
  async function startOfDomain(domain: Domain): Promise<void> {
    await domain.createWithFlags();
  }

  it('have the stack of the caller', async () => {
    const connection = await hostile.open({
      domainCreateWithFlags: (call) => call.fail(libvirt.VIR_ERR_OPERATION_INVALID, 'running'),
    });
    const error = await failureOf(startOfDomain(new Domain(connection, ref)));
    expect(error).toBeInstanceOf(LibvirtError);
    expect((error as Error).stack).toContain('startOfDomain');
    expect((error as Error).stack).toMatch(/^LibvirtError: running\n/);
  });

  it('of a lost connection have the stack of each caller', async () => {
    const connection = await hostile.open({ domainCreateWithFlags: () => {} });
    const first = failureOf(startOfDomain(new Domain(connection, ref)));
    const second = failureOf(connection.call('domainCreateWithFlags', { dom: ref, flags: 0 }));
    connection.destroy(new Error('gone'));
    expect(((await first) as Error).stack).toContain('startOfDomain');
    expect(((await second) as Error).stack).not.toContain('startOfDomain');
  });

  it('do not change the reason of an abort', async () => {
    const connection = await hostile.open({ domainCreateWithFlags: () => {} });
    const abort = new AbortController();
    const call = failureOf(new Domain(connection, ref).create({ signal: abort.signal }));
    const reason = new Error('changed my mind');
    const { stack } = reason;
    abort.abort(reason);
    expect(await call).toBe(reason);
    expect(reason.stack).toBe(stack);
  });

  it.each([
    ['a number as XML', { xml: 5 }, 'domainDefineXML: xml: expected a string, got 5'],
    ['nothing as XML', {}, 'domainDefineXML: xml: expected a string, got undefined'],
    ['no arguments', undefined, 'domainDefineXML: expected an object, got undefined'],
  ])('name the procedure and the argument: %s', async (_name, args, message) => {
    const connection = await hostile.open();
    const error = await failureOf(connection.call('domainDefineXML', args as never));
    expect(error).toBeInstanceOf(XdrError);
    expect((error as Error).message).toBe(message);
    expect(connection.isAlive).toBe(true);
  });

  it.each<[string, (domain: Domain) => Promise<unknown>, string]>([
    [
      'a string as a number',
      (domain) => domain.setMemory('5' as never),
      'domainSetMemory: memory: expected a number or a bigint, got a string',
    ],
    [
      'a string as flags',
      (domain) => domain.getXMLDesc('x' as never),
      'domainGetXMLDesc: flags: expected a whole number between 0 and 4294967295, got a string',
    ],
    [
      'a string as bytes',
      (domain) => domain.pinVcpu(0, 'x' as never),
      'domainPinVcpu: cpumap: expected a Uint8Array, got a string',
    ],
    [
      'a string as a list',
      (domain) => domain.fsFreeze('/' as never),
      'domainFSFreeze: mountpoints: expected an array, got a string',
    ],
  ])('name the procedure and the argument of a method: %s', async (_name, run, message) => {
    const connection = await hostile.open();
    const error = await failureOf(run(new Domain(connection, ref)));
    expect((error as Error).message).toBe(message);
  });
});

describe('getVcpus', () => {
  it('requests all virtual CPUs and all CPUs of the host by default', async () => {
    let requested: unknown;
    const connection = await hostile.open({
      domainGetInfo: (call) =>
        call.reply({ state: 1, maxMem: 1n, memory: 1n, nrVirtCpu: 3, cpuTime: 0n }),
      nodeGetInfo: (call) =>
        call.reply({
          model: 'x',
          memory: 1n,
          cpus: 10,
          mhz: 1,
          nodes: 1,
          sockets: 1,
          cores: 10,
          threads: 1,
        }),
      domainGetVcpus: (call) => {
        requested = call.args;
        call.reply({ info: [], cpumaps: Buffer.alloc(0) });
      },
    });
    await new Domain(connection, ref).getVcpus();
    expect(requested).toMatchObject({ maxinfo: 3, maplen: 2 });
  });
});
