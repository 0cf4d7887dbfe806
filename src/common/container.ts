import { existsSync } from 'node:fs';

/** Podman and Docker create one of these files in each container. */
export const CONTAINER_MARKS: readonly string[] = ['/run/.containerenv', '/.dockerenv'];

/** Whether this process runs in a container of Podman or Docker. */
export function isInContainer(): boolean {
  return CONTAINER_MARKS.some((file) => existsSync(file));
}
