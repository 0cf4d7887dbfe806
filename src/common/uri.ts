/** Whether a libvirt URI means the machine that this process runs on: it names no host. */
export function isLocalUri(uri: string): boolean {
  return /^[a-z]+(?:\+unix)?:\/\/\//.test(uri);
}
