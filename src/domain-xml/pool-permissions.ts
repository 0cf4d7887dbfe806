import { XMLSerializer } from '@xmldom/xmldom';
import { descend, parseXml } from './read.js';
import type { FileOwner } from './views.js';

/** Mode bits of a folder that let other users of the host in. */
const OTHERS = 0o007;

/**
 * The XML of a directory pool whose folder lets nobody in but its owner and QEMU's group.
 * @param xml the pool as it is (virStoragePoolGetXMLDesc)
 * @param qemuUser who QEMU runs as; undefined where that is libvirtd's own user
 * @returns undefined where others are not let in already, or the pool is no folder of its own
 */
export function withoutOthers(xml: string, qemuUser: FileOwner | undefined): string | undefined {
  const document = parseXml(xml);
  if (descend(document)?.getAttribute('type') !== 'dir') return undefined;
  const permissions = descend(document, 'target', 'permissions');
  const mode = permissions && descend(permissions, 'mode');
  const group = permissions && descend(permissions, 'group');
  if (!mode || !group) return undefined;
  const before = Number.parseInt(mode.textContent ?? '', 8);
  if (Number.isNaN(before) || (before & OTHERS) === 0) return undefined;
  mode.textContent = qemuUser ? '0710' : '0700';
  if (qemuUser) group.textContent = String(qemuUser.groupId);
  return new XMLSerializer().serializeToString(document);
}
