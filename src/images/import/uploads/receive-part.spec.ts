import { PassThrough, Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { type PartLimits, type PartTarget, receivePart } from './receive-part.js';

const LIMITS: PartLimits = {
  lengthBytes: 1000,
  idleMs: 60_000,
  segmentBytes: 10_000,
  segmentMs: 60_000,
};

/** A volume that records what happens to it. */
class Volume implements PartTarget {
  readonly bytes = Buffer.alloc(2000);
  readonly opened: number[] = [];
  readonly stored: number[] = [];
  /** Writing fails from this offset on. */
  failsAt = Number.POSITIVE_INFINITY;
  /** Called for each chunk before it is written. */
  inspect: (chunk: Buffer) => void = () => undefined;

  openAt(offset: number): Promise<Writable> {
    this.opened.push(offset);
    let at = offset;
    return Promise.resolve(
      new Writable({
        write: (chunk: Buffer, _encoding, done) => {
          if (at >= this.failsAt) return done(new Error('libvirt is gone'));
          at += chunk.copy(this.bytes, at);
          done();
        },
      }),
    );
  }

  onStored(offset: number): Promise<void> {
    this.stored.push(offset);
    return Promise.resolve();
  }

  onChunk(chunk: Buffer): void {
    this.inspect(chunk);
  }
}

const chunks = (...sizes: number[]): Readable =>
  Readable.from(sizes.map((size, index) => Buffer.alloc(size, index + 1)));

describe('a part', () => {
  it('is written at its offset, and stored at its end', async () => {
    const volume = new Volume();
    expect(await receivePart(chunks(100, 50), 300, volume, LIMITS)).toBe('end');
    expect(volume.opened).toEqual([300]);
    expect(volume.stored).toEqual([450]);
    expect(volume.bytes.subarray(299, 451).toString('hex')).toBe(
      `00${'01'.repeat(100)}${'02'.repeat(50)}00`,
    );
  });

  it('is stored in segments', async () => {
    const volume = new Volume();
    const limits = { ...LIMITS, segmentBytes: 100 };
    await receivePart(chunks(60, 60, 60, 60, 10), 0, volume, limits);
    expect(volume.opened).toEqual([0, 120, 240]);
    expect(volume.stored).toEqual([120, 240, 250]);
  });

  it('is stored after a time on a slow line', async () => {
    const volume = new Volume();
    await receivePart(chunks(1, 1), 0, volume, { ...LIMITS, segmentMs: 0 });
    expect(volume.stored).toEqual([1, 2]);
  });

  it('keeps what arrived before the connection was closed', async () => {
    const volume = new Volume();
    const body = new PassThrough();
    body.write(Buffer.alloc(70, 1));
    volume.inspect = () => setImmediate(() => body.destroy(new Error('aborted')));
    expect(await receivePart(body, 0, volume, LIMITS)).toBe('cut');
    expect(volume.stored).toEqual([70]);
  });

  it('keeps what arrived before the sender fell silent', async () => {
    const volume = new Volume();
    const body = new PassThrough();
    body.write(Buffer.alloc(70, 1));
    expect(await receivePart(body, 0, volume, { ...LIMITS, idleMs: 20 })).toBe('stalled');
    expect(volume.stored).toEqual([70]);
    expect(body.destroyed).toBe(false);
  });

  it('opens nothing if nothing arrives', async () => {
    const volume = new Volume();
    expect(await receivePart(chunks(), 5, volume, LIMITS)).toBe('end');
    expect(volume).toMatchObject({ opened: [], stored: [] });
  });

  it('is refused beyond the end of the content, and the surplus is not written', async () => {
    const volume = new Volume();
    const received = receivePart(chunks(60, 60), 900, volume, LIMITS);
    await expect(received).rejects.toMatchObject({
      code: 'uploadTooLong',
      details: { lengthBytes: 1000, offsetBytes: 960 },
    });
    expect(volume.stored).toEqual([960]);
    expect(volume.bytes.subarray(960).equals(Buffer.alloc(1040))).toBe(true);
  });

  it('is refused with the error of the inspection', async () => {
    const volume = new Volume();
    volume.inspect = () => {
      throw new Error('not an image');
    };
    await expect(receivePart(chunks(60), 0, volume, LIMITS)).rejects.toThrow('not an image');
    expect(volume.stored).toEqual([]);
  });

  it('counts nothing of a segment that libvirt could not write', async () => {
    const volume = new Volume();
    volume.failsAt = 120;
    const limits = { ...LIMITS, segmentBytes: 100 };
    const received = receivePart(chunks(60, 60, 60), 0, volume, limits);
    await expect(received).rejects.toThrow('libvirt is gone');
    expect(volume.stored).toEqual([120]);
  });

  it('reads no further than the volume accepts', async () => {
    let read = 0;
    const body = new Readable({
      highWaterMark: 1,
      read() {
        read += 1;
        this.push(read > 100 ? null : Buffer.alloc(5));
      },
    });
    const volume = new Volume();
    const waiting: (() => void)[] = [];
    let isOpen = false;
    const sink = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => {
        if (isOpen) done();
        else waiting.push(done);
      },
    });
    volume.openAt = () => Promise.resolve(sink);
    const received = receivePart(body, 0, volume, LIMITS);
    await new Promise((next) => setImmediate(next));
    await new Promise((next) => setImmediate(next));
    expect(read).toBeLessThan(5);
    isOpen = true;
    for (const done of waiting) done();
    expect(await received).toBe('end');
  });
});
