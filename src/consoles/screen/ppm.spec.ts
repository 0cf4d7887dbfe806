import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { ppmToPng } from './ppm.js';

describe('ppmToPng', () => {
  const pixels = [255, 0, 0, 0, 255, 0];

  it('keeps all pixels', () => {
    const png = PNG.sync.read(
      ppmToPng(Buffer.concat([Buffer.from('P6\n2 1\n255\n'), Buffer.from(pixels)])),
    );
    expect([png.width, png.height]).toEqual([2, 1]);
    expect([...png.data]).toEqual([255, 0, 0, 255, 0, 255, 0, 255]);
  });

  it.each([
    ['another format', 'P5\n2 1\n255\n......'],
    ['16 bits a channel', 'P6\n2 1\n65535\n............'],
    ['a screen without pixels', 'P6\n0 1\n255\n'],
    ['a picture that is cut off', 'P6\n2 2\n255\n......'],
    ['nothing', ''],
  ])('refuses %s', (_, text) => {
    expect(() => ppmToPng(Buffer.from(text))).toThrow(RangeError);
  });
});
