const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** Format a number of bytes with binary units and up to three digits: 36700160 is `35 MiB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // Rounded, so that there is never a "1024 KiB".
  while (unit < BYTE_UNITS.length - 1 && Math.round(value) >= 1024) {
    value /= 1024;
    unit += 1;
  }
  // toPrecision(3) formats 1000 to 1023 as 1.00e+3.
  const text =
    value >= 100 ? Math.round(value).toString() : Number(value.toPrecision(3)).toString();
  return `${text} ${BYTE_UNITS[unit] ?? 'B'}`;
}
