import type { Duplex, Readable } from 'node:stream';
import type { CallOptions } from '../connection-core.js';
import { DomainLifecycle } from './domain-lifecycle.js';

/** Devices, consoles, screen and keys of a domain. */
export class DomainDevices extends DomainLifecycle {
  /** Adds a device (virDomainAttachDeviceFlags); flags are virDomainDeviceModifyFlags. */
  attachDeviceFlags(xml: string, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainAttachDeviceFlags', { dom: this.ref, xml, flags }, options);
  }

  /** Asks the guest to let go of a device (virDomainDetachDeviceFlags). */
  detachDeviceFlags(xml: string, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainDetachDeviceFlags', { dom: this.ref, xml, flags }, options);
  }

  /** Asks the guest to let go of the device of that alias (virDomainDetachDeviceAlias). */
  detachDeviceAlias(alias: string, flags = 0, options?: CallOptions): Promise<void> {
    const args = { dom: this.ref, alias, flags };
    return this.connection.call('domainDetachDeviceAlias', args, options);
  }

  /** Changes a device (virDomainUpdateDeviceFlags). */
  updateDeviceFlags(xml: string, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainUpdateDeviceFlags', { dom: this.ref, xml, flags }, options);
  }

  /** A picture of the screen, in the format of `mimeType` (virDomainScreenshot). */
  async screenshot(
    screen = 0,
    flags = 0,
    options?: CallOptions,
  ): Promise<{ mimeType: string | null; stream: Readable }> {
    const args = { dom: this.ref, screen, flags };
    const { result, stream } = await this.connection.openStream('domainScreenshot', args, options);
    return { mimeType: result.mime, stream };
  }

  /** The serial or other console, in both directions (virDomainOpenConsole). */
  async openConsole(devname?: string | null, flags = 0, options?: CallOptions): Promise<Duplex> {
    const args = { dom: this.ref, dev_name: devname, flags };
    return (await this.connection.openStream('domainOpenConsole', args, options)).stream;
  }

  /** A channel to the guest, in both directions (virDomainOpenChannel). */
  async openChannel(name?: string | null, flags = 0, options?: CallOptions): Promise<Duplex> {
    const args = { dom: this.ref, name, flags };
    return (await this.connection.openStream('domainOpenChannel', args, options)).stream;
  }

  /** Presses up to 16 keys together (virDomainSendKey); codeset is virKeycodeSet. */
  sendKey(
    codeset: number,
    holdTimeMs: number,
    keycodes: readonly number[],
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    const args = { dom: this.ref, codeset, holdtime: holdTimeMs, keycodes, flags };
    return this.connection.call('domainSendKey', args, options);
  }

  /** Sends a non-maskable interrupt (virDomainInjectNMI). */
  injectNMI(flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainInjectNMI', { dom: this.ref, flags }, options);
  }

  /** Sends a signal to a process in the guest (virDomainSendProcessSignal). */
  sendProcessSignal(
    pid: number | bigint,
    signal: number,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    const args = { dom: this.ref, pid_value: pid, signum: signal, flags };
    return this.connection.call('domainSendProcessSignal', args, options);
  }

  /** Makes the display server read its certificates again (virDomainGraphicsReload, libvirt 10.2). */
  graphicsReload(type: number, flags = 0, options?: CallOptions): Promise<void> {
    return this.connection.call('domainGraphicsReload', { dom: this.ref, type, flags }, options);
  }
}
