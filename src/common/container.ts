import { existsSync } from 'node:fs';

/** Podman and Docker create one of these files in each container; Podman not in every read-only one. */
const MARKS: readonly string[] = ['/run/.containerenv', '/.dockerenv'];

/**
 * Whether this process runs in a container: by the files of Podman and Docker, or the variable `container`, which Podman,
 * systemd-nspawn and the image of picostack set.
 */
export function isInContainer(
  env: NodeJS.ProcessEnv = process.env,
  exists: (path: string) => boolean = existsSync,
): boolean {
  return Boolean(env['container']) || MARKS.some((file) => exists(file));
}
