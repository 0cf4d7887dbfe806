import ipaddr from 'ipaddr.js';
import { isIP } from 'node:net';
import { InvalidInputError } from '../../../common/errors.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = readonly [Address, number];

/** All addresses of the internet (RFC 4291 section 2.4); everything else in IPv6 has a special purpose. */
const GLOBAL_IPV6: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];
/** NAT64: the last 32 bits are the IPv4 address that a gateway connects to. */
const NAT64: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('64:ff9b::'), 96];

/**
 * Decides which addresses picostack may download from: public ones, and those in the allowed networks. All others reach
 * services that the person who gives the URL may not reach: on this host, in its network, or of its cloud (169.254.169.254).
 */
export class AddressPolicy {
  private readonly allowed: readonly Network[];

  /** @param allowedNetworks addresses and networks in CIDR notation, as in the setting importNetworks */
  constructor(allowedNetworks: readonly string[] = []) {
    this.allowed = allowedNetworks.map(parseNetwork);
  }

  /** Check whether an address may be connected to. Text that is not an IP address may not. */
  allows(address: string): boolean {
    // ipaddr.js would also parse "127.1"; such text is a name for the resolver.
    if (isIP(address) === 0) return false;
    const parsed = parse(address);
    const embedded = embeddedIn(parsed);
    return [parsed, embedded].some((form) => form !== undefined && this.isInAllowed(form))
      ? true
      : isPublic(embedded ?? parsed);
  }

  /**
   * @param host the name in the URL, for the message
   * @throws InvalidInputError `addressNotAllowed`
   */
  requireAllowed(address: string, host: string): void {
    if (this.allows(address)) return;
    const subject = host === address ? `The address ${address}` : `"${host}" is ${address}, which`;
    throw new InvalidInputError(
      `${subject} is not a public address, so picostack does not download from it. An administrator can allow its network with the setting importNetworks (PICOSTACK_IMPORT_NETWORKS).`,
      [{ field: 'url', message: `has the address ${address}, which is not allowed` }],
      'addressNotAllowed',
    );
  }

  private isInAllowed(address: Address): boolean {
    return this.allowed.some(
      ([network, bits]) => network.kind() === address.kind() && address.match(network, bits),
    );
  }
}

/** Parse an address; IPv4-mapped IPv6 becomes IPv4, because the kernel connects to that. */
function parse(address: string): Address {
  const [withoutZone = ''] = address.split('%');
  if (isIP(withoutZone) === 4) return ipaddr.IPv4.parse(withoutZone);
  // ipaddr.js takes "::1.2.3.4" for "::ffff:1.2.3.4", and the kernel does not. URL writes hexadecimal digits only.
  return ipaddr.process(new URL(`http://[${withoutZone}]`).hostname.slice(1, -1));
}

/** Return the IPv4 address that a NAT64 gateway connects to. */
function embeddedIn(address: Address): ipaddr.IPv4 | undefined {
  if (!(address instanceof ipaddr.IPv6) || !address.match(NAT64)) return undefined;
  return new ipaddr.IPv4(address.toByteArray().slice(-4));
}

/** Other addresses that contain an IPv4 address (compatible, 6to4, Teredo) are obsolete and never public. */
function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_IPV6);
}

/** Parse a network that {@link AddressPolicy} receives from the validated setting. */
function parseNetwork(text: string): Network {
  const [address = '', prefix] = text.split('/');
  const network = parse(address);
  const bits = network instanceof ipaddr.IPv4 ? 32 : 128;
  if (prefix === undefined) return [network, bits];
  // ::ffff:10.0.0.0/104 is 10.0.0.0/8.
  const isMapped = isIP(address) === 6 && bits === 32;
  return [network, isMapped ? Math.max(0, Number(prefix) - 96) : Number(prefix)];
}
