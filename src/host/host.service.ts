import { Inject, Injectable, Logger } from '@nestjs/common';
import { ConflictError, LibvirtUnavailableError } from '../common/errors.js';
import type { Firmware } from '../common/guest-hardware.js';
import { isLocalUri } from '../common/uri.js';
import { VERSION } from '../common/version.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { offersUefi, readCapabilities } from '../domain-xml/read.js';
import { formatVersion, LibvirtService } from '../libvirt/index.js';
import { StoragePools } from '../storage/storage-pools.js';
import type { HostDto } from './host.dto.js';
import { chooseVirtType, localCpuFlags, type VirtType } from './virt-type.js';

/** The properties of the host at the last connect. */
export interface HostFacts {
  readonly name: string;
  readonly arch: string;
  readonly virtType: VirtType;
  readonly libvirtVersion: string;
  readonly hypervisorVersion: string;
  readonly cpus: number;
  readonly memoryMiB: number;
}

/** The host of the guests, as libvirt describes it. */
@Injectable()
export class HostService {
  private readonly logger = new Logger(HostService.name);
  private known: HostFacts | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly libvirt: LibvirtService,
    private readonly pools: StoragePools,
  ) {
    libvirt.onConnect(() => this.read());
  }

  /** Return the host as of the last connect. @throws LibvirtUnavailableError before the first connect */
  requireFacts(): HostFacts {
    if (!this.known) throw new LibvirtUnavailableError(this.libvirt.uri);
    return this.known;
  }

  /** Describe the host; fields that cannot be read while libvirt is not connected are null. */
  async describe(): Promise<HostDto> {
    const known = this.known;
    return {
      name: known?.name ?? null,
      arch: known?.arch ?? null,
      libvirtUri: this.libvirt.uri,
      libvirtConnected: this.libvirt.isConnected,
      libvirtProblem: this.libvirt.problem,
      libvirtVersion: known?.libvirtVersion ?? null,
      hypervisorVersion: known?.hypervisorVersion ?? null,
      virtType: known?.virtType.type ?? null,
      virtTypeReason: known?.virtType.reason ?? null,
      cpus: known?.cpus ?? null,
      memoryMiB: known?.memoryMiB ?? null,
      memoryFreeMiB: this.libvirt.isConnected ? await this.readFreeMemoryMiB() : null,
      pools: this.libvirt.isConnected ? await this.pools.statuses() : [],
      portRange: this.settings.portRange,
      portAddress: this.settings.portAddress,
      picostackVersion: VERSION,
    };
  }

  /**
   * Check that guests can have a firmware.
   * @param machine the type of their machine: `q35`
   * @throws ConflictError `firmwareUnavailable` if libvirt finds no UEFI firmware for it
   */
  async requireFirmware(firmware: Firmware, machine: string): Promise<void> {
    if (firmware === 'bios') return;
    const { arch, virtType } = this.requireFacts();
    const xml = await this.libvirt.call('read what guests can have', (connection) =>
      connection.getDomainCapabilities({ arch, machine, virtType: virtType.type }),
    );
    if (offersUefi(xml)) return;
    throw new ConflictError(
      'firmwareUnavailable',
      `libvirt finds no UEFI firmware for the machine ${machine} on the host of the guests. Install it there (the package ovmf in Debian and Ubuntu, edk2-ovmf elsewhere), or choose BIOS.`,
    );
  }

  private readFreeMemoryMiB(): Promise<number> {
    return this.libvirt.call('read the free memory', async (connection) =>
      Math.floor((await connection.nodeGetFreeMemory()) / 1024 ** 2),
    );
  }

  private async read(): Promise<void> {
    this.known = await this.libvirt.call('read the host', async (connection) => {
      const [capabilitiesXml, name, libVersion, version, node] = await Promise.all([
        connection.getCapabilities(),
        connection.getHostname(),
        connection.getLibVersion(),
        connection.getVersion(),
        connection.nodeGetInfo(),
      ]);
      return {
        name,
        arch: readCapabilities(capabilitiesXml).arch,
        virtType: chooseVirtType({
          wanted: this.settings.virtType,
          capabilitiesXml,
          cpuFlags: isLocalUri(this.libvirt.uri) ? localCpuFlags() : undefined,
        }),
        libvirtVersion: formatVersion(libVersion),
        hypervisorVersion: formatVersion(version),
        cpus: node.cpus,
        memoryMiB: Math.floor(node.memoryKiB / 1024),
      };
    });
    const { type, reason } = this.known.virtType;
    const words = type === 'kvm' ? 'KVM' : 'software emulation (slow)';
    this.logger.log(`Guests run under ${words}: ${reason}`);
  }
}
