/** The URL of the page of an instance. */
export function instanceLink(name: string): string {
  return `/instances/${encodeURIComponent(name)}`;
}

/** The URL of the dialog that launches an instance of an image. */
export function launchLink(imageName: string): string {
  return `/instances?launch=${encodeURIComponent(imageName)}`;
}
