import { PNG } from 'pngjs';

/** A picture: its size in pixels, and three bytes (red, green, blue) for each pixel. */
interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Buffer;
}

/** The maximum size: no screen of a guest is larger. */
const MAX_SIDE = 16_384;

/**
 * Convert a binary PPM (`P6`, which QEMU's screendump writes) to PNG.
 * @throws RangeError if the bytes are not a complete PPM with 8 bits per channel
 * @see https://netpbm.sourceforge.net/doc/ppm.html
 */
export function ppmToPng(ppm: Buffer): Buffer {
  const { width, height, pixels } = readPpm(ppm);
  const png = new PNG({ width, height, colorType: 2, inputColorType: 2, inputHasAlpha: false });
  png.data = pixels;
  return PNG.sync.write(png, { colorType: 2, inputColorType: 2, inputHasAlpha: false });
}

function readPpm(ppm: Buffer): Picture {
  const header = /^P6\s(?:#[^\n]*\n)*(\d{1,5})\s+(\d{1,5})\s+255\s/.exec(
    ppm.toString('latin1', 0, 256),
  );
  const [width, height] = [Number(header?.[1]), Number(header?.[2])];
  if (!header || width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
    throw new RangeError('The screenshot is not a PPM with 8 bits per channel.');
  }
  const pixels = ppm.subarray(header[0].length);
  if (pixels.length < width * height * 3) throw new RangeError('The screenshot is truncated.');
  return { width, height, pixels: pixels.subarray(0, width * height * 3) };
}
