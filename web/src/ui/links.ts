/** The URL of the page of an instance. */
export function instanceLink(name: string): string {
  return `/instances/${encodeURIComponent(name)}`;
}

/** The URL of a window with the screen of an instance. */
export function consoleWindowLink(name: string): string {
  return `/console/${encodeURIComponent(name)}`;
}

/** The URL of the dialog that launches an instance of an image. */
export function launchLink(imageName: string): string {
  return `/instances?launch=${encodeURIComponent(imageName)}`;
}

/** The URL of the list of instances with a tag. */
export function instancesWithTag(tag: string): string {
  return `/instances?q=${encodeURIComponent(tag)}`;
}

/** The URL of the page of an image. */
export function imageLink(id: string): string {
  return `/images/${encodeURIComponent(id)}`;
}

/** The URL of the list of images with a tag. */
export function imagesWithTag(tag: string): string {
  return `/images?tag=${encodeURIComponent(tag)}`;
}
