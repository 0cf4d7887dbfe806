const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** 36700160 -> "35 MiB"; three digits at most, never "1024 KiB". */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (unit < BYTE_UNITS.length - 1 && Math.round(value) >= 1024) {
    value /= 1024;
    unit += 1;
  }
  // toPrecision(3) writes 1000..1023 as 1.00e+3.
  const text =
    value >= 100 ? Math.round(value).toString() : Number(value.toPrecision(3)).toString();
  return `${text} ${BYTE_UNITS[unit] ?? 'B'}`;
}

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
