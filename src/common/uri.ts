/** Check whether a libvirt URI has no host, and so means this machine. */
export function isLocalUri(uri: string): boolean {
  return /^[a-z]+(?:\+unix)?:\/\/\//.test(uri);
}
