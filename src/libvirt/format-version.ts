/** Write a version of libvirt or of the hypervisor as text. libvirt encodes it as major * 1,000,000 + minor * 1,000 + release. */
export function formatVersion(version: number | bigint): string {
  const number = Number(version);
  return `${Math.floor(number / 1e6)}.${Math.floor(number / 1e3) % 1e3}.${number % 1e3}`;
}
