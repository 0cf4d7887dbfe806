// @ts-check
import { readFileSync, statSync } from 'node:fs';
import { say } from '../shell/log.mjs';
import { runStep } from '../shell/run.mjs';
import { setupAllowed } from './host-packages.mjs';
import { privilegeHere } from './privilege.mjs';

const DEVICE = '/dev/kvm';

/**
 * Checks whether `/dev/kvm` lacks its group. udev assigns the group `kvm`; without udev only root can open the device.
 * libvirt then finds KVM when it probes QEMU as root, but not as the user that runs guests. It discards the result
 * and probes again at every call, which takes seconds each time.
 * @param {{ groupOfDevice: number, mode: number, groupKvm: number | undefined }} facts
 * @returns {boolean}
 */
export function lacksItsGroup({ groupOfDevice, mode, groupKvm }) {
  const isOpenToAll = (mode & 0o006) === 0o006;
  return (
    groupKvm !== undefined && !isOpenToAll && (groupOfDevice !== groupKvm || (mode & 0o060) === 0)
  );
}

/** Assigns the group, as udev's rule does. */
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
      advice: 'set PICOSTACK_SETUP=0 to skip this step; guests then run without KVM.',
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
