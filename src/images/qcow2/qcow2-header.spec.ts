import { describe, expect, it } from 'vitest';
import { fc } from '../../../test/support/random.js';
import { qcow2 } from '../../../test/support/qcow2.js';
import { ImageRefusedError } from '../../common/errors.js';
import { HEADER_BYTES, inspectHeader } from '../import/inspect-header.js';
import { readQcow2Header } from './qcow2-header.js';

const RUNS = 2_000;
const GOOD = qcow2();

/** Whether the header is accepted or refused; any other error fails the test. */
function isTaken(head: Buffer, format: 'qcow2' | 'raw', totalBytes?: number): boolean {
  try {
    const { virtualSizeBytes } = inspectHeader(head, format, totalBytes);
    if (virtualSizeBytes !== undefined && !Number.isSafeInteger(virtualSizeBytes)) {
      throw new Error(`a size of ${virtualSizeBytes} bytes was accepted`);
    }
    return true;
  } catch (error) {
    if (error instanceof ImageRefusedError) return false;
    throw error;
  }
}

describe('a qcow2 header', () => {
  it.each([2, 3])('of version %i is read', (version) => {
    const file = qcow2({ version, virtualSizeBytes: 5n * 1024n ** 3n });
    expect(readQcow2Header(file, file.length)).toEqual({
      version,
      virtualSizeBytes: 5 * 1024 ** 3,
    });
    expect(inspectHeader(file.subarray(0, HEADER_BYTES), 'qcow2', file.length)).toEqual({
      virtualSizeBytes: 5 * 1024 ** 3,
    });
  });

  it('may have extensions without file names', () => {
    const extensions = [
      { type: 0x6803f857, text: 'a table of feature names' },
      { type: 0xe2792aca, text: 'qcow2' },
    ];
    expect(isTaken(qcow2({ extensions }), 'qcow2')).toBe(true);
  });

  it('may use compression types and extended L2 entries', () => {
    expect(isTaken(qcow2({ incompatibleFeatures: 8n | 16n }), 'qcow2')).toBe(true);
  });

  it('with endless extensions is refused', () => {
    const file = qcow2();
    for (let at = 104; at + 8 <= HEADER_BYTES; at += 8) file.writeUInt32BE(1, at);
    expect(() => inspectHeader(file.subarray(0, HEADER_BYTES), 'qcow2')).toThrow('do not end');
  });

  it('with an extension beyond the end of the file is refused', () => {
    const file = qcow2({ extensions: [{ type: 1, text: 'x' }] });
    file.writeUInt32BE(0xffff_ffff, 108);
    expect(() => inspectHeader(file, 'qcow2')).toThrow(ImageRefusedError);
  });
});

describe('any bytes', () => {
  it('are accepted or refused, with no other result', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 4096 }),
        fc.constantFrom('qcow2', 'raw'),
        (bytes, format) => {
          expect(isTaken(Buffer.from(bytes), format)).toBeTypeOf('boolean');
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('after the magic of qcow2 are accepted or refused', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(2, 3),
        fc.uint8Array({ minLength: 512, maxLength: 1024 }),
        fc.option(fc.nat(), { nil: undefined }),
        (version, bytes, totalBytes) => {
          const head = Buffer.from(bytes);
          head.write('QFI\xfb', 0, 'latin1');
          head.writeUInt32BE(version, 4);
          expect(isTaken(head, 'qcow2', totalBytes)).toBeTypeOf('boolean');
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('changed in a valid header are accepted or refused, and never accepted with a backing file', () => {
    const change = fc.tuple(fc.nat(200), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const head = Buffer.from(GOOD.subarray(0, HEADER_BYTES));
        for (const [at, value] of changes) head[at] = value;
        const refersToNothing =
          head.readBigUInt64BE(8) === 0n &&
          head.readUInt32BE(32) === 0 &&
          (head.readUInt32BE(4) === 2 || (head.readBigUInt64BE(72) & 7n) === 0n);
        expect(isTaken(head, 'qcow2', GOOD.length) && !refersToNothing).toBe(false);
      }),
      { numRuns: RUNS },
    );
  });
});
