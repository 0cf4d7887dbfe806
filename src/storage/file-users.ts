import { Inject, Injectable, Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, normalize, resolve } from 'node:path';
import { ConflictError, messageOf } from '../common/errors.js';
import { isLocalUri } from '../common/uri.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { chainedFiles, fileReferences, volumeReferences } from '../domain-xml/file-references.js';
import { folderPoolXml } from '../domain-xml/folder-pool-xml.js';
import { readPoolPath, readVolume } from '../domain-xml/read.js';
import {
  type Connection,
  type Domain,
  LibvirtError,
  LibvirtService,
  type StoragePool,
  VIR_CONNECT_LIST_STORAGE_POOLS_ACTIVE,
  VIR_DOMAIN_XML_INACTIVE,
  VIR_ERR_NO_DOMAIN,
  VIR_ERR_NO_STORAGE_POOL,
  VIR_ERR_OPERATION_FAILED,
  VIR_ERR_OPERATION_INVALID,
  isLibvirtError,
} from '../libvirt/index.js';
import { POOL_ROLES, StoragePools, whileFolderIsTaken } from './storage-pools.js';

/** The users of a file. */
export interface FileUse {
  /** Names of domains, running or not. */
  readonly domains: readonly string[];
  /** Volumes that have the file as a backing file, as `pool/volume`, or as a path if they are in no pool. */
  readonly volumes: readonly string[];
}

/** A file that libvirt knows as a volume. */
interface KnownFile {
  /** `pool/volume`, or the path of a file in no pool. */
  readonly label: string;
  /** The identity of its backing file, see {@link Identities}. */
  readonly backing: string | undefined;
}

/** How many domains and volumes are read concurrently: libvirtd processes five calls of a client at a time. */
const AT_ONCE = 4;
/** A part of the names of temporary pools. */
const LOOK = '-look-';
const IS_LOOK = /-look-[0-9a-f-]{36}$/;

/** Finds the domains and volumes that use a file, in all pools of libvirt. */
@Injectable()
export class FileUsers {
  private readonly logger = new Logger(FileUsers.name);

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly libvirt: LibvirtService,
    private readonly pools: StoragePools,
  ) {
    libvirt.onConnect(() => this.removeFolderPools());
  }

  /**
   * @param paths files that will be deleted together
   * @param exceptDomainIds UUIDs of domains that will be deleted, or lose the files
   * @throws ConflictError `diskInUse` with the names of the users
   */
  async requireUnused(
    paths: readonly string[],
    what: string,
    exceptDomainIds: readonly string[] = [],
  ): Promise<void> {
    const use = await this.find(paths, exceptDomainIds);
    if (use.domains.length + use.volumes.length === 0) return;
    throw new ConflictError(
      'diskInUse',
      `Cannot delete ${what}, because ${describeUsers(use)} use ${paths.join(', ')}. Detach or delete those first.`,
      { ...use },
    );
  }

  /**
   * Find the domains of this libvirt, running or defined, and the volumes of its active pools that use one of these files,
   * directly or through a chain of backing files. The files themselves do not count. If the server runs on the host itself,
   * symbolic and hard links are resolved. Volumes of stopped pools cannot be read, but the domains that use them can.
   */
  find(paths: readonly string[], exceptDomainIds: readonly string[] = []): Promise<FileUse> {
    return this.libvirt.call('look for the users of a file', async (connection) => {
      const identities = new Identities(isLocalUri(this.libvirt.uri));
      const targets = new Set(await Promise.all(paths.map((each) => identities.of(each))));
      // picostack's own pools must be readable, even if someone stopped them.
      for (const role of POOL_ROLES) await this.pools.open(role, connection);
      const files = await this.readAllPools(connection, identities);
      const domains = (await connection.listAllDomains(0)).filter(
        ({ uuid }) => !exceptDomainIds.includes(uuid),
      );
      const uses = await inChunks(domains, (domain) => this.readUses(domain, connection));
      await this.readOtherFolders(connection, uses, files, identities);

      const users: string[] = [];
      for (const { name, references } of uses) {
        const used = await Promise.all([...references].map((each) => identities.of(each)));
        if (used.some((each) => reaches(files, each, targets))) users.push(name);
      }
      const volumes = [...files]
        .filter(([id]) => !targets.has(id) && reaches(files, id, targets))
        .map(([, { label }]) => label);
      return { domains: users.toSorted(), volumes: volumes.toSorted() };
    });
  }

  private async readAllPools(
    connection: Connection,
    identities: Identities,
  ): Promise<Map<string, KnownFile>> {
    const files = new Map<string, KnownFile>();
    for (const pool of await connection.listAllStoragePools(
      VIR_CONNECT_LIST_STORAGE_POOLS_ACTIVE,
    )) {
      if (IS_LOOK.test(pool.name)) continue;
      await readPool(pool, files, identities, (volume) => `${pool.name}/${volume}`);
    }
    return files;
  }

  /** List all files in the XML of a domain: as it is running, as it will start, and as it was saved. */
  private async readUses(domain: Domain, connection: Connection) {
    const xmls = await readDefinitions(domain);
    const references = new Set(xmls.flatMap((xml) => [...fileReferences(xml)]));
    for (const { pool, volume } of xmls.flatMap(volumeReferences)) {
      const path = await pathOfVolume(connection, pool, volume);
      if (path !== undefined) references.add(path);
    }
    // While it is running, QEMU reports the whole backing chain of a disk.
    const chained = domain.id < 0 ? xmls.flatMap(chainedFiles) : [];
    return { name: domain.name, references, chained };
  }

  /**
   * Read the backing files of disks in no pool, whose guests are stopped. libvirt reads headers only of files in pools, so
   * this creates temporary pools for their folders.
   */
  private async readOtherFolders(
    connection: Connection,
    uses: readonly { readonly chained: readonly string[] }[],
    files: Map<string, KnownFile>,
    identities: Identities,
  ): Promise<void> {
    // Files in a pool were read before. A stopped pool could not be started while another pool has its folder.
    const read = new Set(await poolFolders(connection));
    const waiting = uses.flatMap(({ chained }) => chained);
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const folder = dirname(normalize(path));
      if (read.has(folder) || path.startsWith('/dev/')) continue;
      if (files.has(await identities.of(path))) continue;
      read.add(folder);
      // A backing file may have its own backing file in another folder.
      waiting.push(...(await this.readFolder(connection, folder, files, identities)));
    }
  }

  private async readFolder(
    connection: Connection,
    folder: string,
    files: Map<string, KnownFile>,
    identities: Identities,
  ): Promise<string[]> {
    let pool: StoragePool | undefined;
    try {
      const name = `${this.settings.poolPrefix}${LOOK}${randomUUID()}`;
      pool = await whileFolderIsTaken(() =>
        connection.storagePoolCreateXML(folderPoolXml(name, folder), 0),
      );
      return await readPool(pool, files, identities, (volume) => `${folder}/${volume}`);
    } catch (error) {
      if (isLibvirtError(error, VIR_ERR_OPERATION_FAILED)) {
        throw new ConflictError(
          'usersUnknown',
          `Cannot determine whether the disks in ${folder} use the file: ${messageOf(error)}. Try again.`,
        );
      }
      if (!(error instanceof LibvirtError)) throw error;
      this.logger.warn(`The disks in ${folder} cannot be read: ${messageOf(error)}`);
      return [];
    } finally {
      await pool?.destroy();
    }
  }

  /** Delete the temporary pools of a server that was killed. */
  private removeFolderPools(): Promise<void> {
    return this.libvirt.call('remove what was left of an earlier look', async (connection) => {
      for (const pool of await connection.listAllStoragePools(0)) {
        if (!pool.name.startsWith(`${this.settings.poolPrefix}${LOOK}`)) continue;
        await pool.destroy().catch((error: unknown) => {
          if (!isLibvirtError(error, VIR_ERR_NO_STORAGE_POOL)) throw error;
        });
      }
    });
  }
}

/** `the domains "a", "b" and the volume "p/v"`. */
export function describeUsers({ domains, volumes }: FileUse): string {
  return [...listed('domain', domains), ...listed('volume', volumes)].join(' and ');
}

function listed(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return [
    `the ${what}${names.length > 1 ? 's' : ''} ${names.map((name) => `"${name}"`).join(', ')}`,
  ];
}

/** Maps all paths of a file to one identity: paths with `//`, symbolic links, hard links. */
class Identities {
  private readonly known = new Map<string, Promise<string>>();

  constructor(private readonly isLocal: boolean) {}

  of(path: string): Promise<string> {
    const normal = normalize(path);
    const known = this.known.get(normal) ?? this.read(normal);
    this.known.set(normal, known);
    return known;
  }

  private async read(path: string): Promise<string> {
    if (!this.isLocal) return path;
    try {
      const { dev, ino } = await stat(path);
      return `${dev}:${ino}`;
    } catch {
      // The file does not exist, or this process may not read its folder; then the path is the identity.
      return path;
    }
  }
}

/** Check whether a file is one of the targets, or has one in its backing chain. */
function reaches(
  files: ReadonlyMap<string, KnownFile>,
  from: string,
  targets: ReadonlySet<string>,
): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = from; at !== undefined && !seen.has(at);) {
    if (targets.has(at)) return true;
    seen.add(at);
    at = files.get(at)?.backing;
  }
  return false;
}

async function poolFolders(connection: Connection): Promise<string[]> {
  const pools = (await connection.listAllStoragePools(0)).filter(({ name }) => !IS_LOOK.test(name));
  const xmls = await inChunks(pools, (pool) => unlessUnreadable(() => pool.getXMLDesc(0)));
  return xmls.flatMap((xml) => (xml === undefined ? [] : [normalize(readPoolPath(xml))]));
}

/** @returns the paths of the backing files */
async function readPool(
  pool: StoragePool,
  files: Map<string, KnownFile>,
  identities: Identities,
  labelOf: (volume: string) => string,
): Promise<string[]> {
  const volumes = await unlessUnreadable(() => pool.listAllVolumes(0));
  const backings = await inChunks(volumes ?? [], async (volume) => {
    const xml = await unlessUnreadable(() => volume.getXMLDesc(0));
    if (xml === undefined) return undefined;
    const { path, backingPath } = readVolume(xml);
    const backing = backingPath && absolute(backingPath, path);
    files.set(await identities.of(path), {
      label: labelOf(volume.name),
      backing: backing ? await identities.of(backing) : undefined,
    });
    return backing;
  });
  return backings.flatMap((each) => (each ? [each] : []));
}

function absolute(backing: string, path: string): string {
  return isAbsolute(backing) ? backing : resolve(dirname(path), backing);
}

/** Undefined if the domain ended, or was undefined, after it was listed. */
async function readDefinitions(domain: Domain): Promise<string[]> {
  const xmls: string[] = [];
  try {
    xmls.push(await domain.getXMLDesc(0));
    if (domain.id >= 0) xmls.push(await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE));
    else if (await domain.hasManagedSaveImage()) xmls.push(await domain.managedSaveGetXMLDesc(0));
  } catch (error) {
    const isGone = isLibvirtError(error, VIR_ERR_NO_DOMAIN, VIR_ERR_OPERATION_INVALID);
    if (!isGone) throw error;
  }
  return xmls;
}

async function pathOfVolume(
  connection: Connection,
  pool: string,
  volume: string,
): Promise<string | undefined> {
  return unlessUnreadable(async () => {
    const found = await connection.storagePoolLookupByName(pool);
    return (await found.storageVolLookupByName(volume)).getPath();
  });
}

/**
 * Undefined if libvirt cannot read the pool: it was stopped, or the volume deleted, after they were listed; or a pool of
 * another program is broken, which must not affect picostack.
 */
async function unlessUnreadable<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LibvirtError) return undefined;
    throw error;
  }
}

async function inChunks<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(work))));
  }
  return results;
}
