import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { parsePort } from '../../src/cli/arguments.js';
import { shellBlocks } from '../support/shell-blocks.js';

/** The tables of the older picostack that its migration reads. */
const OLDER = `
  CREATE TABLE vms_vmimage (id INTEGER PRIMARY KEY, name TEXT, image_filename TEXT, disk_size INTEGER);
  CREATE TABLE vms_vminstance (id INTEGER PRIMARY KEY, name TEXT, image_id INTEGER, flavour_id INTEGER, current_state TEXT,
    has_ssh INTEGER, ssh_mapping INTEGER, has_vnc INTEGER, vnc_mapping INTEGER, has_rdp INTEGER, rdp_mapping INTEGER);
  INSERT INTO vms_vmimage VALUES (1, 'Ubuntu', 'ubuntu.qcow2', 8000), (2, 'Windows', 'win.qcow2', 40000);
  INSERT INTO vms_vminstance VALUES (1, 'web', 1, 1, 'S', 1, 40022, 1, 40023, 0, NULL),
    (2, 'desk', 2, 1, 'R', 1, 40024, 0, NULL, 1, 40025), (3, 'quiet', 1, 1, 'S', 0, NULL, 0, NULL, 0, NULL);
`;

it('the documented query writes the commands that bring older instances over', () => {
  const block = shellBlocks().find(({ file }) => file === 'docs/from-old-picostack.md');
  const sql = /<<'SQL'\n([^]*)\nSQL$/.exec(block?.commands[0] ?? '')?.[1] ?? '';
  const database = new Database(':memory:');
  database.exec(OLDER);
  const commands = database.prepare<[], string>(sql).pluck().all().join('\n').split('\n');
  expect(commands).toEqual([
    'picostk image add "/var/picostack/disks/win.qcow2_desk.dsk" --format qcow2 --name "desk-disk"',
    'picostk launch "desk" --image "desk-disk" --no-start --port 40024:22 --port 40025:3389',
    'picostk image add "/var/picostack/disks/ubuntu.qcow2_quiet.dsk" --format qcow2 --name "quiet-disk"',
    'picostk launch "quiet" --image "quiet-disk" --no-start --no-ports',
    'picostk image add "/var/picostack/disks/ubuntu.qcow2_web.dsk" --format qcow2 --name "web-disk"',
    'picostk launch "web" --image "web-disk" --no-start --port 40022:22',
  ]);
  expect(parsePort('40025:3389')).toEqual({ protocol: 'tcp', hostPort: 40025, guestPort: 3389 });
});
