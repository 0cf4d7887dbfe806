import { childrenOf, descend, parseXml } from './read.js';
import { serializeXml } from './write.js';

/** Begins the SMBIOS serial number in which cloud-init's NoCloud looks for settings. */
const NOCLOUD = 'ds=nocloud';

/**
 * Writes the host name that the guest is offered (SMBIOS serial number, `ds=nocloud;h=NAME`) into a domain's XML;
 * the rest stays as it stands.
 * @param from the name that picostack wrote; another one is an operator's, and stays
 * @returns undefined where there is nothing to change
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
