/** The releases that can be built: their numbers, and what they have in packages of their own. */
export const SUITES = {
  bookworm: { version: 12, packages: [] },
  trixie: { version: 13, packages: ['systemd-repart'] },
} as const satisfies Record<string, { version: number; packages: readonly string[] }>;

export type Suite = keyof typeof SUITES;

/** The limits of the size of the disk. A smaller one has not enough space for the packages and their next upgrade. */
export const DISK_GIB = { least: 2, default: 4, most: 2048 } as const;
export const DEFAULT_HOSTNAME = 'debian';
/** The minimum memory of a guest in MiB. */
export const MIN_MEMORY_MIB = 512;

/** The name of a Debian package. */
export const PACKAGE_PATTERN = /^[a-z0-9][a-z0-9+.-]+$/;
/** An RFC 1123 label. */
export const HOSTNAME_PATTERN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** A locale with UTF-8. */
export const LOCALE_PATTERN = /^(?:C|[a-z]{2,3}_[A-Z]{2})\.UTF-8$/;
/** A line of authorized_keys: a public key, which may have options before it and a comment after it. */
export const KEY_PATTERN =
  /(?:^|\s)(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-\S+|sk-\S+@openssh\.com) AAAA[\w+/]+=*/;

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

/** Whether a text is one line of authorized_keys. */
export function isPublicKey(line: string): boolean {
  return KEY_PATTERN.test(line) && !/\p{Cc}/u.test(line.replaceAll('\t', ' '));
}

/** Whether a text is the address of a mirror of Debian. */
export function isMirror(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && ['http:', 'https:'].includes(url.protocol) && !/\s/.test(text);
}

/** The name of the image if the user gives none: `debian-13`. */
export function imageNameOf({ suite }: Pick<JeosRequest, 'suite'>): string {
  return `debian-${SUITES[suite].version}`;
}
