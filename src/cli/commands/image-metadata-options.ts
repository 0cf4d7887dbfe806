import type { Schemas } from '@picostack/api-client';
import { type Command, Option } from 'commander';
import { collect, collectPorts, parseCount, type PortRequest } from '../arguments.js';

const FIRMWARES = ['bios', 'uefi'] as const;
const DEVICE_PROFILES = ['linux', 'windows', 'legacy'] as const;

/** The firmware and the virtual hardware of a guest. */
export interface HardwareOptions {
  readonly firmware?: (typeof FIRMWARES)[number];
  readonly deviceProfile?: (typeof DEVICE_PROFILES)[number];
}

/** What a user can say about a new image, wherever its content comes from. */
export interface MetadataOptions extends HardwareOptions {
  readonly description?: string;
  readonly os?: string;
  readonly user?: string;
  readonly minMemory?: number;
  readonly minDisk?: number;
  readonly port?: PortRequest[];
  readonly tag?: string[];
  readonly flavour?: string;
  readonly protect?: boolean;
}

/** Add the options of {@link MetadataOptions}. */
export function addMetadataOptions(command: Command): Command {
  command
    .option('--description <text>', 'a free-text description')
    .option('--os <name>', 'the operating system, such as "Debian 13"')
    .option('--user <name>', 'the user to sign in as')
    .option('--min-memory <MiB>', 'the minimum memory of a guest', parseCount)
    .option('--min-disk <GiB>', 'the minimum size of the disk of a guest', parseCount)
    .option('--port <port>', 'a guest port to map by default; may be repeated', collectPorts)
    .option('--tag <tag>', 'a tag; may be repeated', collect)
    .option('--flavour <name>', 'the recommended flavour')
    .option('--protect', 'prevent deletion');
  return addHardwareOptions(command);
}

/** How a new image is stored, wherever its content comes from. */
export interface StorageOptions {
  readonly compress?: boolean;
}

/** Add the option of {@link StorageOptions}. */
export function addStorageOptions(command: Command): Command {
  return command.option('--compress', 'store the disk compressed; instances read it slower');
}

/** The field of the request for the option. */
export function storageOf({ compress }: StorageOptions): { compression?: 'zstd' } {
  return compress ? { compression: 'zstd' } : {};
}

/** Add the options of {@link HardwareOptions}. */
export function addHardwareOptions(command: Command): Command {
  return command
    .addOption(new Option('--firmware <name>', 'the firmware of guests').choices(FIRMWARES))
    .addOption(
      new Option('--device-profile <name>', 'the virtual hardware of guests').choices(
        DEVICE_PROFILES,
      ),
    );
}

/** The fields of the request for the options that were given. */
export function metadataOf({
  description,
  os,
  user,
  minMemory,
  minDisk,
  port,
  tag,
  flavour,
  firmware,
  deviceProfile,
  protect,
}: MetadataOptions): Partial<Schemas['CreateImageDto']> {
  return {
    ...(description !== undefined && { description }),
    ...(os !== undefined && { osInfo: os }),
    ...(user !== undefined && { defaultUser: user }),
    ...(minMemory !== undefined && { minMemoryMiB: minMemory }),
    ...(port && {
      defaultPorts: port.map(({ protocol, guestPort }) => ({ protocol, guestPort })),
    }),
    ...(minDisk !== undefined && { minDiskGiB: minDisk }),
    ...(tag && { tags: tag }),
    ...(flavour !== undefined && { recommendedFlavour: flavour }),
    ...(firmware !== undefined && { firmware }),
    ...(deviceProfile !== undefined && { deviceProfile }),
    ...(protect !== undefined && { isProtected: protect }),
  };
}
