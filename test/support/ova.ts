import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { type Header, pack } from 'tar-stream';

/** A file of a tar archive. */
export interface OvaFile {
  readonly name: string;
  readonly content?: Buffer | string;
  readonly header?: Partial<Header>;
}

/** A disk of an OVF descriptor. */
export interface OvaDiskWish {
  readonly name: string;
  readonly content?: Buffer;
  /** Attributes of its file element. */
  readonly attributes?: string;
  readonly capacity?: string;
}

/** Pack files into a tar archive. */
export function tar(files: readonly OvaFile[]): Promise<Buffer> {
  const archive = pack();
  for (const { name, content, header } of files) {
    archive.entry({ name, ...header }, content ?? '');
  }
  archive.finalize();
  return buffer(archive);
}

/** An OVF descriptor, as VirtualBox and ovftool write it. */
export function ovf(disks: readonly OvaDiskWish[]): string {
  const files = disks.map(
    ({ name, attributes = '' }, index) =>
      `<File ovf:id="file${index}" ovf:href="${encodeURI(name)}" ${attributes}/>`,
  );
  const section = disks.map(
    ({ capacity = 'ovf:capacity="1" ovf:capacityAllocationUnits="byte * 2^30"' }, index) =>
      `<Disk ovf:diskId="disk${index}" ovf:fileRef="file${index}" ${capacity}/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">
  <References>${files.join('')}</References>
  <DiskSection><Info>Disks</Info>${section.join('')}<Disk ovf:diskId="empty" ovf:capacity="5"/></DiskSection>
</Envelope>
`;
}

/** A manifest with the hashes of these files. */
export function manifest(algorithm: string, files: readonly OvaFile[]): string {
  return files
    .map(({ name, content = '' }) => {
      const hash = createHash(algorithm).update(content).digest('hex');
      return `${algorithm.toUpperCase()}(${name})= ${hash}\n`;
    })
    .join('');
}

/** An OVA of a descriptor and disks. */
export function ova(disks: readonly OvaDiskWish[]): Promise<Buffer> {
  return tar([
    { name: 'machine.ovf', content: ovf(disks) },
    ...disks.map(({ name, content = Buffer.alloc(0) }) => ({ name, content })),
  ]);
}
