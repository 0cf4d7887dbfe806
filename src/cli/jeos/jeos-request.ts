import { readFile } from 'node:fs/promises';
import { messageOf } from '../../common/errors.js';
import { CliError, EXIT } from '../cli-error.js';

/** The releases that can be built: their numbers, and what they have in packages of their own. */
export const SUITES = {
  bookworm: { version: 12, packages: [] },
  trixie: { version: 13, packages: ['systemd-repart'] },
} as const satisfies Record<string, { version: number; packages: readonly string[] }>;

export type Suite = keyof typeof SUITES;

/** A smaller disk has not enough space for the packages and their next upgrade. */
const LEAST_GIB = 2;
const MOST_GIB = 2048;

/** What the image contains. */
export interface JeosRequest {
  readonly suite: Suite;
  /** Undefined: Debian's own servers, with updates and security updates. */
  readonly mirror: string | undefined;
  readonly packages: readonly string[];
  readonly sizeGiB: number;
  readonly hostname: string;
  /** Lines of authorized_keys. */
  readonly sshKeys: readonly string[];
  readonly locale: string | undefined;
  readonly cloudInit: boolean;
}

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
  if (options.size < LEAST_GIB || options.size > MOST_GIB) {
    throw wrong(`--size ${options.size}: the disk must have ${LEAST_GIB} to ${MOST_GIB} GiB.`);
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

/** The user who gets the SSH keys. */
export function loginUser({ cloudInit }: JeosRequest): string {
  // The name that Debian's cloud-init uses too.
  return cloudInit ? 'debian' : 'root';
}

/** The packages to install: everything that the image needs, then those of the user. */
export function packagesOf(request: JeosRequest): string[] {
  return [
    'linux-image-cloud-amd64',
    'systemd-sysv',
    'systemd-resolved',
    // Resolves the hostname of the guest, also after a change.
    'libnss-myhostname',
    // logind and the guest agent's shutdown need it.
    'dbus',
    'iproute2',
    'systemd-boot-efi',
    // To check the two file systems at boot.
    'e2fsprogs',
    'dosfstools',
    'openssh-server',
    'qemu-guest-agent',
    ...SUITES[request.suite].packages,
    ...(request.cloudInit ? ['cloud-init', 'sudo'] : []),
    ...(needsLocales(request) ? ['locales'] : []),
    ...request.packages,
  ];
}

/** C.UTF-8 is part of libc; all other locales are generated. */
export function needsLocales({ locale }: JeosRequest): boolean {
  return locale !== undefined && locale !== 'C.UTF-8';
}

/** Read the keys of an option: the text of a key, or the name of a file in the form of authorized_keys. */
async function readKeys(option: string): Promise<string[]> {
  if (KEY.test(option)) return [checkKey(option.trim(), '--ssh-key')];
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

const KEY = /(?:^|\s)(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-\S+|sk-\S+@openssh\.com) AAAA[\w+/]+=*/;

function checkKey(line: string, source: string): string {
  const ofOneLine = !/\p{Cc}/u.test(line.replaceAll('\t', ' '));
  if (KEY.test(line) && ofOneLine) return line;
  throw wrong(`${source} has a line that is not a public SSH key: "${line.slice(0, 40)}"`);
}

function checkPackage(name: string): void {
  if (/^[a-z0-9][a-z0-9+.-]+$/.test(name)) return;
  throw wrong(
    `--package "${name}" is not a valid package name. Repeat the option for several packages.`,
  );
}

function checkMirror(text: string): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && ['http:', 'https:'].includes(url.protocol) && !/\s/.test(text)) return;
  throw wrong(`--mirror "${text}" must be an HTTP address, such as http://deb.debian.org/debian.`);
}

function checkHostname(name: string): void {
  if (name.length <= 63 && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(name)) return;
  throw wrong(`--hostname "${name}" is not a valid host name: use a to z, 0 to 9 and hyphens.`);
}

function checkLocale(name: string): void {
  if (name === 'C.UTF-8' || /^[a-z]{2,3}_[A-Z]{2}\.UTF-8$/.test(name)) return;
  throw wrong(`--locale "${name}" must be a UTF-8 locale, such as en_GB.UTF-8.`);
}

function wrong(message: string, cause?: unknown): CliError {
  return new CliError('wrongUsage', message, EXIT.usage, { cause });
}
