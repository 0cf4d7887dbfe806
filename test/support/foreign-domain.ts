import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { virsh } from './virsh.js';

/** A domain that an operator creates. */
export interface ForeignDomainSpec {
  readonly name: string;
  readonly id?: string;
  readonly nic?: string;
  readonly metadata?: string;
  /** The file of the disk. */
  readonly source: string;
}

/** Create a domain like an operator: defined, or transient and running. */
export async function createForeignDomain(
  command: 'define' | 'create',
  spec: ForeignDomainSpec,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'foreign-'));
  try {
    const path = join(folder, 'domain.xml');
    await writeFile(path, domainXml(spec));
    await virsh(command, path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function domainXml({
  name,
  id = randomUUID(),
  nic = "<interface type='user'><model type='virtio'/></interface>",
  metadata = '',
  source,
}: ForeignDomainSpec): string {
  return `<domain type='qemu'><name>${name}</name><uuid>${id}</uuid><metadata>${metadata}</metadata>
    <memory unit='MiB'>192</memory><vcpu>1</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os>
    <features><acpi/></features><devices>
    <disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='${source}'/><target dev='vda' bus='virtio'/></disk>
    ${nic}<console type='pty'/></devices></domain>`;
}
