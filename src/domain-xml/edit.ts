import { childrenOf, descend, parseXml } from './read.js';
import { serializeXml } from './write.js';

/** The prefix of an SMBIOS serial number with settings for cloud-init's NoCloud. */
const NOCLOUD = 'ds=nocloud';

/**
 * Change the guest's host name (SMBIOS serial number, `ds=nocloud;h=NAME`) in a domain's XML. The rest stays unchanged.
 *
 * @param from the name that picostack wrote; another name is from an operator, and stays
 * @returns undefined if there is nothing to change
 */
export function withHostName(xml: string, from: string, to: string): string | undefined {
  const document = parseXml(xml);
  const system = descend(document, 'sysinfo', 'system');
  const serial =
    system && childrenOf(system, 'entry').find((entry) => entry.getAttribute('name') === 'serial');
  const words = serial?.textContent?.split(';') ?? [];
  if (!serial || words[0] !== NOCLOUD || !words.includes(`h=${from}`)) return undefined;
  serial.textContent = words.map((word) => (word === `h=${from}` ? `h=${to}` : word)).join(';');
  return serializeXml(document);
}
