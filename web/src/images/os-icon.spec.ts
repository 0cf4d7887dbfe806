import { describe, expect, it } from 'vitest';

import { osMark } from './os-icon';

describe('osMark', () => {
  it.each([
    ['Debian 13', 'De'],
    ['Ubuntu 24.04 LTS', 'Ub'],
    ['AlmaLinux 9', 'Am'],
    ['Alpine Linux 3.22', 'Al'],
    ['Rocky Linux 9', 'Ro'],
    ['openSUSE Leap 15.6', 'Su'],
    ['Arch Linux', 'Ar'],
    ['FreeBSD 14', 'Fb'],
    ['Windows Server 2022', 'Wi'],
    ['Some Linux', 'Li'],
  ])('%s -> %s', (text, letters) => {
    expect(osMark(text)?.letters).toBe(letters);
  });

  it('is null for an unknown system', () => {
    expect(osMark('Plan 9')).toBeNull();
  });
});
