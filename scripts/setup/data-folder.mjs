// @ts-check
// The data folder of the service, and the user that the service runs as.
import { lstatSync, readFileSync, readdirSync } from 'node:fs';

export const USER = 'pstk';
export const DATA_FOLDER = '/var/lib/picostack';

/** Disks of guests: they belong to libvirt and QEMU. */
const POOLS = 'pools';

/** @returns {number | undefined} the id of the user of the service; undefined if there is no such user */
export function userId() {
  const fields = fieldsOf('/etc/passwd', USER);
  return fields && Number(fields[2]);
}

/**
 * @param {string} file in the format of /etc/passwd
 * @param {string} name
 * @returns {string[] | undefined}
 */
export function fieldsOf(file, name) {
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${name}:`));
  return line?.split(':');
}

/**
 * Lists what in the data folder holds files of another user: a server that ran as root left them, and the service could not
 * open them.
 * @returns {string[]}
 */
export function foreignRecords() {
  const folder = lstatSync(DATA_FOLDER, { throwIfNoEntry: false });
  if (!folder?.isDirectory()) return [];
  return readdirSync(DATA_FOLDER)
    .filter((name) => name !== POOLS)
    .map((name) => `${DATA_FOLDER}/${name}`)
    .filter(hasForeignFile);
}

/**
 * @param {string} file
 * @returns {boolean} about the file, or any file below it
 */
function hasForeignFile(file) {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (!found) return false;
  if (found.uid !== userId()) return true;
  return found.isDirectory() && readdirSync(file).some((name) => hasForeignFile(`${file}/${name}`));
}

/**
 * The command that gives records to the user of the service. It changes a symbolic link itself (-h) and follows none (-P): the
 * user can put a link to any file into this folder.
 * @param {readonly string[]} records
 * @returns {string[]}
 */
export function giveCommand(records) {
  return ['chown', '-R', '-P', '-h', `${USER}:${USER}`, '--', ...records];
}
