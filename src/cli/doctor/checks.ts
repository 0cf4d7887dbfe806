import { type Check, GROUPS } from './check.js';
import { HOST_CHECKS } from './checks/host.js';
import { LIBVIRT_CHECKS } from './checks/libvirt.js';
import { NETWORK_CHECKS } from './checks/network.js';
import { QEMU_CHECKS } from './checks/qemu.js';
import { SERVER_CHECKS } from './checks/server.js';
import { SETTINGS_AND_DATA_CHECKS } from './checks/settings-and-data.js';
import { STORAGE_CHECKS } from './checks/storage.js';

/** All checks, in the order of their groups. To add a check, add it to the list of its subject. */
export const CHECKS: readonly Check[] = [
  ...SERVER_CHECKS,
  ...SETTINGS_AND_DATA_CHECKS,
  ...LIBVIRT_CHECKS,
  ...QEMU_CHECKS,
  ...STORAGE_CHECKS,
  ...NETWORK_CHECKS,
  ...HOST_CHECKS,
].toSorted((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group));
