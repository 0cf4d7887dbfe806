import type { Schemas } from '@picostack/api-client';
import type { Command } from 'commander';
import { collectPorts, parseCount, type PortRequest } from '../arguments.js';

/** What a user can say about a new image, wherever its content comes from. */
export interface MetadataOptions {
  readonly description?: string;
  readonly os?: string;
  readonly user?: string;
  readonly minMemory?: number;
  readonly port?: PortRequest[];
}

/** Add the options of {@link MetadataOptions}. */
export function addMetadataOptions(command: Command): Command {
  return command
    .option('--description <text>', 'a free-text description')
    .option('--os <name>', 'the operating system, such as "Debian 13"')
    .option('--user <name>', 'the user to sign in as')
    .option('--min-memory <MiB>', 'the minimum memory of a guest', parseCount)
    .option('--port <port>', 'a guest port to map by default; may be repeated', collectPorts);
}

/** The fields of the request for the options that were given. */
export function metadataOf({
  description,
  os,
  user,
  minMemory,
  port,
}: MetadataOptions): Partial<Schemas['CreateImageDto']> {
  return {
    ...(description !== undefined && { description }),
    ...(os !== undefined && { osInfo: os }),
    ...(user !== undefined && { defaultUser: user }),
    ...(minMemory !== undefined && { minMemoryMiB: minMemory }),
    ...(port && {
      defaultPorts: port.map(({ protocol, guestPort }) => ({ protocol, guestPort })),
    }),
  };
}
