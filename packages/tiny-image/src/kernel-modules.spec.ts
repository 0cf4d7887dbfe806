import { describe, expect, it } from 'vitest';
import { parseModuleList } from './kernel-modules.js';

describe('parseModuleList', () => {
  it('reads one name per line, without comments and empty lines', () => {
    expect(parseModuleList('# all\nvirtio_net\n\n?e1000 # old cards\n')).toEqual([
      'virtio_net',
      '?e1000',
    ]);
  });
});
