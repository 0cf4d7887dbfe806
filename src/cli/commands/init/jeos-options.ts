import { readFile } from 'node:fs/promises';
import { messageOf } from '../../../common/errors.js';
import {
  DISK_GIB,
  HOSTNAME_PATTERN,
  isMirror,
  isPublicKey,
  KEY_PATTERN,
  LOCALE_PATTERN,
  PACKAGE_PATTERN,
  type JeosRequest,
  type Suite,
} from '../../../image-builds/jeos-request.js';
import { CliError, EXIT } from '../../cli-error.js';

/** The options of the command as they are written. */
export interface JeosOptions {
  readonly suite: Suite;
  readonly mirror?: string;
  readonly package?: readonly string[];
  readonly size: number;
  readonly hostname: string;
  readonly sshKey?: readonly string[];
  readonly locale?: string;
  readonly cloudInit?: boolean;
}

/**
 * Check the options, and read the files with SSH keys: a build takes minutes, so a mistake must show before it.
 * @throws CliError
 */
export async function jeosRequest(options: JeosOptions): Promise<JeosRequest> {
  const packages = options.package ?? [];
  for (const name of packages) checkPackage(name);
  if (options.mirror !== undefined) checkMirror(options.mirror);
  checkHostname(options.hostname);
  if (options.locale !== undefined) checkLocale(options.locale);
  if (options.size < DISK_GIB.least || options.size > DISK_GIB.most) {
    throw wrong(
      `--size ${options.size}: the disk must have ${DISK_GIB.least} to ${DISK_GIB.most} GiB.`,
    );
  }
  const sshKeys = (await Promise.all((options.sshKey ?? []).map(readKeys))).flat();
  if (sshKeys.length === 0 && !options.cloudInit) {
    throw wrong(
      'Nobody could log in to this image. Add a key, such as --ssh-key ~/.ssh/id_ed25519.pub, ' +
        'or --cloud-init, so that each instance gets its keys at its first boot.',
    );
  }
  return {
    suite: options.suite,
    mirror: options.mirror,
    packages,
    sizeGiB: options.size,
    hostname: options.hostname,
    sshKeys,
    locale: options.locale,
    cloudInit: options.cloudInit ?? false,
  };
}

/** Read the keys of an option: the text of a key, or the name of a file in the form of authorized_keys. */
export async function readKeys(option: string): Promise<string[]> {
  if (KEY_PATTERN.test(option)) return [checkKey(option.trim(), '--ssh-key')];
  let text: string;
  try {
    text = await readFile(option, 'utf8');
  } catch (error) {
    throw wrong(
      `--ssh-key "${option}" is neither a public key nor a file that can be read: ${messageOf(error)}`,
      error,
    );
  }
  if (text.includes('PRIVATE KEY')) {
    throw wrong(`${option} is a private key. Use the public one: ${option}.pub`);
  }
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (lines.length === 0) throw wrong(`${option} has no SSH key.`);
  return lines.map((line) => checkKey(line, option));
}

function checkKey(line: string, source: string): string {
  if (isPublicKey(line)) return line;
  throw wrong(`${source} has a line that is not a public SSH key: "${line.slice(0, 40)}"`);
}

function checkPackage(name: string): void {
  if (PACKAGE_PATTERN.test(name)) return;
  throw wrong(
    `--package "${name}" is not a valid package name. Repeat the option for several packages.`,
  );
}

function checkMirror(text: string): void {
  if (isMirror(text)) return;
  throw wrong(`--mirror "${text}" must be an HTTP address, such as http://deb.debian.org/debian.`);
}

function checkHostname(name: string): void {
  if (HOSTNAME_PATTERN.test(name)) return;
  throw wrong(`--hostname "${name}" is not a valid host name: use a to z, 0 to 9 and hyphens.`);
}

function checkLocale(name: string): void {
  if (LOCALE_PATTERN.test(name)) return;
  throw wrong(`--locale "${name}" must be a UTF-8 locale, such as en_GB.UTF-8.`);
}

function wrong(message: string, cause?: unknown): CliError {
  return new CliError('wrongUsage', message, EXIT.usage, { cause });
}
