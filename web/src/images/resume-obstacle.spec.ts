import { describe, expect, it } from 'vitest';

import { resumeObstacle } from './resume-obstacle';

const image = (fileName: string | null) => ({
  upload: { lengthBytes: 2048, fileName, expiresAt: '2026-01-02T00:00:00Z', isReceiving: false },
});

describe('the file for an interrupted upload', () => {
  it('has the same name and size', () => {
    const file = { name: 'disk.raw', size: 2048 };
    expect(resumeObstacle(image('disk.raw'), file)).toBeNull();
    expect(resumeObstacle(image(null), file)).toBeNull();
  });

  it('is refused with another name or size', () => {
    expect(resumeObstacle(image('disk.raw'), { name: 'other.raw', size: 2048 })).toMatch(
      'began with disk.raw, and this file is other.raw',
    );
    expect(resumeObstacle(image('disk.raw'), { name: 'disk.raw', size: 2047 })).toMatch(
      '(2048 bytes), and this file has',
    );
    expect(resumeObstacle({ upload: null }, { name: 'disk.raw', size: 1 })).toMatch('complete');
  });
});
