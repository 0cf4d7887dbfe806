/** 256 -> "256 MiB", 4096 -> "4 GiB". */
export function formatMiB(mebibytes: number): string {
  return mebibytes >= 1024
    ? `${Number((mebibytes / 1024).toPrecision(3))} GiB`
    : `${mebibytes} MiB`;
}

interface Sized {
  vcpus: number;
  memoryMiB: number;
}

/** "1 vCPU · 256 MiB" */
export function formatFlavour({ vcpus, memoryMiB }: Sized): string {
  return `${vcpus} ${vcpus === 1 ? 'vCPU' : 'vCPUs'} · ${formatMiB(memoryMiB)}`;
}
