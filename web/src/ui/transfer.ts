import { formatBytes } from '@picostack/api-client/formats';

import { formatDuration } from './times';

/** How far a transfer is. Null is unknown. */
export interface Transfer {
  receivedBytes: number;
  totalBytes: number | null;
  bytesPerSecond: number | null;
  secondsLeft: number | null;
}

/** "12 MiB of 40 MiB, 5 MiB/s, 6 s left"; without the parts that are unknown. */
export function describeTransfer(transfer: Transfer): string {
  const { receivedBytes, totalBytes, bytesPerSecond, secondsLeft } = transfer;
  const received = formatBytes(receivedBytes);
  return [
    totalBytes === null ? received : `${received} of ${formatBytes(totalBytes)}`,
    bytesPerSecond !== null && `${formatBytes(bytesPerSecond)}/s`,
    secondsLeft !== null && `${formatDuration(secondsLeft)} left`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** The percentage of a transfer, rounded down; null if its length is unknown. */
export function transferPercent({
  receivedBytes,
  totalBytes,
}: Pick<Transfer, 'receivedBytes' | 'totalBytes'>): number | null {
  if (totalBytes === null || totalBytes <= 0) return null;
  return Math.min(100, Math.floor((receivedBytes / totalBytes) * 100));
}
