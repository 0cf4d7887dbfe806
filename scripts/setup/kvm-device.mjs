// @ts-check
import { readFileSync, statSync } from 'node:fs';
import { say } from '../shell/log.mjs';
import { runStep } from '../shell/run.mjs';
import { setupAllowed } from './host-packages.mjs';
import { privilegeHere } from './privilege.mjs';

const DEVICE = '/dev/kvm';

/**
 * Whether `/dev/kvm` was left without its group. udev gives it to the group `kvm`; where no udev runs it stays
 * root's alone. libvirt then finds KVM while it probes QEMU as root, finds it gone as the user of the guests,
 * throws away what it probed, and probes again at every call: seconds each time.
 * @param {{ groupOfDevice: number, mode: number, groupKvm: number | undefined }} facts
 * @returns {boolean}
 */
export function lacksItsGroup({ groupOfDevice, mode, groupKvm }) {
  const isOpenToAll = (mode & 0o006) === 0o006;
  return (
    groupKvm !== undefined && !isOpenToAll && (groupOfDevice !== groupKvm || (mode & 0o060) === 0)
  );
}

/** Gives the device to its group, as udev's rule does. */
export async function ensureKvmDevice() {
  const device = statSync(DEVICE, { throwIfNoEntry: false });
  const groupKvm = groupId('kvm');
  if (!device || !lacksItsGroup({ groupOfDevice: device.gid, mode: device.mode, groupKvm })) return;
  const privilege = await privilegeHere();
  if (!setupAllowed() || privilege === null) return;
  say('setting', `${DEVICE} to the group kvm, as udev does`);
  for (const command of [
    ['chgrp', 'kvm', DEVICE],
    ['chmod', '0660', DEVICE],
  ]) {
    await runStep(`setting ${DEVICE}`, [...privilege, ...command], {
      advice: 'guests run without KVM then; set PICOSTACK_SETUP=0 to pass over this.',
    });
  }
}

/**
 * @param {string} name
 * @returns {number | undefined}
 */
function groupId(name) {
  const line = readFileSync('/etc/group', 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${name}:`));
  return line === undefined ? undefined : Number(line.split(':')[2]);
}
