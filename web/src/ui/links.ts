/** The address of an instance's page. */
export function instanceLink(name: string): string {
  return `/instances/${encodeURIComponent(name)}`;
}
