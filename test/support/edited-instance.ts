import type { PrivateLibvirtd } from './private-libvirtd.js';

/** Change the text of the XML of a domain. */
type Edit = (xml: string) => string;

/** How an operator changed an instance. */
export interface EditedKind {
  /** The change by `virsh edit`. */
  readonly edit?: Edit;
  /** An action after the edit. The test continues when the API shows its result. */
  readonly after?: (libvirtd: PrivateLibvirtd, id: string) => Promise<void>;
  /** Whether the guest is also started and stopped through the API. */
  readonly isStarted?: boolean;
}

/** Replace text. Throw if it is not found, because an edit without an effect tests nothing. */
const replace =
  (pattern: RegExp | string, text: string): Edit =>
  (xml) => {
    const edited = xml.replace(pattern, text);
    if (edited === xml) throw new Error(`No ${String(pattern)} in ${xml}`);
    return edited;
  };
const all =
  (...edits: Edit[]): Edit =>
  (xml) =>
    edits.reduce((text, edit) => edit(text), xml);
const device = (xml: string): Edit => replace('</devices>', `${xml}</devices>`);
/** For a flavour with two CPUs. */
const processor = (content: string): Edit =>
  replace(/<cpu mode='([^']*)'[^>]*?(\/>|>[\s\S]*?<\/cpu>)/, `<cpu mode='$1'>${content}</cpu>`);

const UEFI = replace(
  /(<type arch[\s\S]*?<\/type>)/,
  `$1<loader readonly='yes' type='pflash'>/usr/share/OVMF/OVMF_CODE_4M.fd</loader>` +
    `<nvram template='/usr/share/OVMF/OVMF_VARS_4M.fd'/>`,
);
const TPM = device(`<tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>`);
const NBD_DISK = device(
  `<disk type='network' device='disk'><driver name='qemu' type='raw'/>` +
    `<source protocol='nbd' name='lab'><host name='127.0.0.1' port='10809'/></source>` +
    `<target dev='vdn' bus='virtio'/></disk>`,
);
const SECOND_NIC = device(
  `<interface type='user'><model type='e1000'/></interface>` +
    `<interface type='network'><source network='lab'/><model type='virtio'/></interface>`,
);
/** DISK is a file in the folder of the test. */
const FILE_DISK = device(
  `<disk type='file' device='disk'><driver name='qemu' type='raw' cache='none'/>` +
    `<source file='DISK'/><target dev='vdb' bus='virtio'/><serial>of-an-operator</serial></disk>`,
);
const ALIASES = all(
  replace(`<target dev='vda' bus='virtio'/>`, `$&<alias name='ua-root'/>`),
  replace(`<model type='virtio'/>`, `$&<alias name='ua-lan'/>`),
);
const IO_THREADS = all(
  replace('</vcpu>', '</vcpu><iothreads>2</iothreads>'),
  replace(`discard='unmap'`, `$& iothread='2' io='threads'`),
);

/** Instances that operators changed, each in a different way. */
export const EDITED_KINDS: Readonly<Record<string, EditedKind>> = {
  plain: {},
  topology: { edit: processor(`<topology sockets='1' dies='1' cores='2' threads='1'/>`) },
  numa: {
    edit: processor(`<numa><cell id='0' cpus='0-1' memory='65536' unit='KiB'/></numa>`),
  },
  cells: {
    edit: processor(
      `<numa><cell id='0' cpus='0' memory='32768' unit='KiB'/><cell id='1' cpus='1' memory='32768' unit='KiB'/></numa>`,
    ),
  },
  aliases: { edit: ALIASES, isStarted: true },
  'file-disk': { edit: FILE_DISK, isStarted: true },
  'network-disk': { edit: NBD_DISK },
  'disk-moved': {
    edit: replace(
      /<target dev='vda' bus='virtio'\/>\s*<address[^>]*\/>/,
      `<target dev='sda' bus='sata'/>`,
    ),
  },
  'disk-first': {
    // The disk of the operator comes before the disk of picostack.
    edit: (xml) => {
      const disk = `<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='DISK'/><target dev='vdb' bus='virtio'/></disk>`;
      return replace(`<disk type='file'`, `${disk}<disk type='file'`)(xml);
    },
  },
  nics: { edit: SECOND_NIC },
  uefi: { edit: UEFI, isStarted: true },
  tpm: { edit: TPM, isStarted: true },
  secure: { edit: all(UEFI, TPM) },
  iothreads: { edit: IO_THREADS, isStarted: true },
  tuned: {
    edit: replace(
      '</vcpu>',
      `</vcpu><cputune><shares>2048</shares><vcpupin vcpu='0' cpuset='0'/></cputune><memtune><hard_limit unit='KiB'>1048576</hard_limit></memtune>`,
    ),
  },
  'other-metadata': {
    edit: replace('<metadata>', `<metadata><lab:rack xmlns:lab='urn:lab'>7</lab:rack>`),
  },
  all: { edit: all(ALIASES, IO_THREADS, FILE_DISK, NBD_DISK, SECOND_NIC, UEFI, TPM) },
  'snapshots-internal': {
    after: async (libvirtd, id) => {
      await libvirtd.virsh('snapshot-create-as', id, 'one');
      await libvirtd.virsh('snapshot-create-as', id, 'two');
    },
  },
  'snapshots-external': {
    after: async (libvirtd, id) => {
      await libvirtd.virsh('snapshot-create-as', id, 'over', '--disk-only');
    },
  },
  saved: {
    after: async (libvirtd, id) => {
      await libvirtd.virsh('start', id);
      await libvirtd.virsh('managedsave', id);
    },
  },
  transient: {
    edit: ALIASES,
    after: async (libvirtd, id) => {
      await libvirtd.virsh('start', id);
      await libvirtd.virsh('undefine', id);
    },
  },
};
