import { CompactDiscIcon, HddIcon } from '@patternfly/react-icons';

import type { ImageDto } from '../api/types';

/** The abbreviation and the colour of an operating system; the colour is one of PatternFly's palette. */
interface OsMark {
  letters: string;
  color: string;
}

const MARKS: readonly (OsMark & { pattern: RegExp })[] = [
  { pattern: /debian/i, letters: 'De', color: 'red' },
  { pattern: /ubuntu/i, letters: 'Ub', color: 'orange' },
  { pattern: /alpine/i, letters: 'Al', color: 'blue' },
  { pattern: /alma/i, letters: 'Am', color: 'teal' },
  { pattern: /rocky/i, letters: 'Ro', color: 'green' },
  { pattern: /fedora/i, letters: 'Fe', color: 'blue' },
  { pattern: /centos/i, letters: 'Ce', color: 'purple' },
  { pattern: /red ?hat|rhel/i, letters: 'Rh', color: 'red' },
  { pattern: /suse/i, letters: 'Su', color: 'green' },
  { pattern: /arch/i, letters: 'Ar', color: 'teal' },
  { pattern: /flatcar/i, letters: 'Fc', color: 'orange' },
  { pattern: /free ?bsd/i, letters: 'Fb', color: 'red' },
  { pattern: /open ?bsd/i, letters: 'Ob', color: 'yellow' },
  { pattern: /net ?bsd/i, letters: 'Nb', color: 'orange' },
  { pattern: /windows/i, letters: 'Wi', color: 'blue' },
  { pattern: /tiny/i, letters: 'Ti', color: 'purple' },
  { pattern: /linux/i, letters: 'Li', color: 'teal' },
];

/** Return the mark of an operating system; null if it is unknown. */
export function osMark(text: string): OsMark | null {
  return MARKS.find(({ pattern }) => pattern.test(text)) ?? null;
}

/** A neutral icon: the first letters of the operating system, or a disk. */
export function OsIcon({ image }: { image: Pick<ImageDto, 'osInfo' | 'name' | 'kind'> }) {
  const mark = osMark(image.osInfo ?? '') ?? (image.osInfo === null ? osMark(image.name) : null);
  const fallback = image.kind === 'installer' ? <CompactDiscIcon /> : <HddIcon />;
  return (
    <span
      className={`ps-os ps-os-${mark?.color ?? 'grey'}`}
      aria-hidden="true"
      title={image.osInfo ?? undefined}
    >
      {mark?.letters ?? fallback}
    </span>
  );
}
