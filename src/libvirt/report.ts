import {
  Connection,
  VIR_CONNECT_LIST_DOMAINS_ACTIVE,
  VIR_CONNECT_LIST_DOMAINS_INACTIVE,
} from 'node-libvirt';
import type {
  DomainReport,
  LibvirtContents,
  LibvirtReport,
  NetworkReport,
  PoolReport,
} from '../common/libvirt-report.js';
import {
  childrenOf,
  descend,
  parseXml,
  readCapabilities,
  readPoolPath,
  readQemuUser,
  textAt,
} from '../domain-xml/read.js';
import { formatVersion } from './format-version.js';

/** Reading the definition of a domain takes about a millisecond. */
const MAX_DOMAINS = 300;

/**
 * Read what `picostk doctor` needs to know from the first of these URIs that answers. It runs as a program of its own, so
 * that a daemon that hangs does not hold up the command.
 */
export async function reportLibvirt(
  uris: readonly string[],
  connectTimeoutMs: number,
): Promise<LibvirtReport> {
  let first: LibvirtReport | undefined;
  for (const uri of uris) {
    let connection: Connection | undefined;
    try {
      connection = await Connection.open(uri, { connectTimeoutMs });
      return await readContents(uri, connection);
    } catch (error) {
      // The system daemon is the one that should answer; a session daemon is only the fallback.
      first ??= { uri, failed: describeFailure(error) };
    } finally {
      connection?.destroy();
    }
  }
  return first ?? { uri: '', failed: { code: 'noUri', message: 'there is no URI' } };
}

function describeFailure(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: 'unknown', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return { code, message: error.message };
}

async function readContents(uri: string, connection: Connection): Promise<LibvirtContents> {
  const [capabilities, libvirtVersion, qemuVersion, node] = await Promise.all([
    connection.getCapabilities(),
    connection.getLibVersion(),
    connection.getVersion().catch(() => 0),
    connection.nodeGetInfo(),
  ]);
  const { arch, guests } = readCapabilities(capabilities);
  // A driver without pools or networks (a modular daemon that does not run) has none.
  const pools = await connection.listAllStoragePools(0).catch(() => []);
  const networks = await connection.listAllNetworks(0).catch(() => []);
  return {
    uri,
    failed: null,
    libvirtVersion: formatVersion(libvirtVersion),
    qemuVersion: formatVersion(qemuVersion),
    arch,
    domainTypes: guests.filter((guest) => guest.arch === arch).flatMap((each) => each.domainTypes),
    qemuUser: readQemuUser(capabilities) ?? null,
    memoryMiB: Math.floor(node.memoryKiB / 1024),
    pools: await Promise.all(pools.map(readPool)),
    networks: await Promise.all(networks.map(readNetwork)),
    domains: await readDomains(connection),
    displays: await readDisplays(connection),
  };
}

async function readPool(
  pool: Awaited<ReturnType<Connection['listAllStoragePools']>>[number],
): Promise<PoolReport> {
  const [xml, info, isActive, startsAtBoot] = await Promise.all([
    pool.getXMLDesc(0),
    pool.getInfo(),
    pool.isActive(),
    pool.getAutostart(),
  ]);
  const { capacityBytes, availableBytes } = info;
  const path = readPoolPath(xml);
  return { name: pool.name, isActive, startsAtBoot, path, capacityBytes, availableBytes };
}

async function readNetwork(
  network: Awaited<ReturnType<Connection['listAllNetworks']>>[number],
): Promise<NetworkReport> {
  const [xml, isActive, startsAtBoot] = await Promise.all([
    network.getXMLDesc(0),
    network.isActive(),
    network.getAutostart(),
  ]);
  const root = descend(parseXml(xml));
  const forward = root && childrenOf(root, 'forward')[0];
  return {
    name: network.name,
    isActive,
    startsAtBoot,
    hasDhcp: root !== undefined && childrenOf(root, 'ip').some((ip) => childrenOf(ip, 'dhcp')[0]),
    forwarding: forward ? (forward.getAttribute('mode') ?? 'nat') : 'isolated',
  };
}

/** Running domains first. */
async function readDomains(connection: Connection): Promise<DomainReport[]> {
  const active = await connection.listAllDomains(VIR_CONNECT_LIST_DOMAINS_ACTIVE);
  const inactive = await connection.listAllDomains(VIR_CONNECT_LIST_DOMAINS_INACTIVE);
  const domains = [
    ...active.map((domain) => ({ domain, isActive: true })),
    ...inactive.map((domain) => ({ domain, isActive: false })),
  ];
  const reports = await Promise.all(
    domains.slice(0, MAX_DOMAINS).map(async ({ domain, isActive }) => {
      // A domain that was deleted meanwhile has no definition.
      const xml = await domain.getXMLDesc(0).catch(() => undefined);
      return xml === undefined ? [] : [readDomain(domain.name, isActive, xml)];
    }),
  );
  return reports.flat();
}

function readDomain(name: string, isActive: boolean, xml: string): DomainReport {
  const document = parseXml(xml);
  const root = descend(document);
  const devices = root && childrenOf(root, 'devices')[0];
  const of = (kind: string): ReturnType<typeof childrenOf> =>
    devices ? childrenOf(devices, kind) : [];
  const os = root && childrenOf(root, 'os')[0];
  const nvram = os && childrenOf(os, 'nvram')[0];
  const memoryKiB = Number(textAt(document, 'memory') ?? 0);
  return {
    name,
    isActive,
    memoryMiB: Math.floor(memoryKiB / 1024),
    networks: of('interface').flatMap((each) => {
      const network = childrenOf(each, 'source')[0]?.getAttribute('network');
      return network ? [network] : [];
    }),
    firmware: [textAt(document, 'os', 'loader'), nvram?.getAttribute('template')].flatMap((file) =>
      file?.startsWith('/') ? [file] : [],
    ),
    hasEmulatedTpm: of('tpm').some(
      (tpm) => childrenOf(tpm, 'backend')[0]?.getAttribute('type') === 'emulator',
    ),
    displays: of('graphics').map((each) => each.getAttribute('type') ?? ''),
  };
}

async function readDisplays(connection: Connection): Promise<string[] | null> {
  try {
    const root = descend(parseXml(await connection.getDomainCapabilities()));
    const devices = root && childrenOf(root, 'devices')[0];
    const graphics = devices && childrenOf(devices, 'graphics')[0];
    const types = graphics && childrenOf(graphics, 'enum')[0];
    return types ? childrenOf(types, 'value').map((each) => each.textContent ?? '') : null;
  } catch {
    // libvirt reports them only for an emulator that it knows.
    return null;
  }
}
