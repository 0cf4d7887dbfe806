import type { CreateImageDto, ImageFormat } from '../api/types';

/** The request's part for the number of a disk, as the user entered it; null if it is not a number. */
export function ovaDiskOf(
  format: ImageFormat,
  text: string,
): Pick<CreateImageDto, 'ovaDisk'> | null {
  const value = text.trim();
  if (format !== 'ova' || value === '') return {};
  return /^[1-9]\d{0,2}$/.test(value) && Number(value) <= 256 ? { ovaDisk: Number(value) } : null;
}
