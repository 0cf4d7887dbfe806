import { describe, expect, it } from 'vitest';
import { fileNameOf, lengthOf, offsetOf, requirePart, requireVersion } from './tus.js';

const thrown = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe('the version', () => {
  it('is 1.0.0', () => {
    expect(() => requireVersion({ 'tus-resumable': '1.0.0' })).not.toThrow();
  });

  it.each([undefined, '', '0.2.2', '1.0.0, 1.0.0', '1.0'])('is not %j', (version) => {
    const headers = version === undefined ? {} : { 'tus-resumable': version };
    expect(thrown(() => requireVersion(headers))).toMatchObject({ code: 'tusVersionNotSupported' });
  });
});

describe('the length', () => {
  const length = (headers: Record<string, string>) => thrown(() => lengthOf(headers, 1000));

  it('is a whole number up to the maximum', () => {
    expect(length({ 'upload-length': '1' })).toBe(1);
    expect(length({ 'upload-length': '1000' })).toBe(1000);
    expect(length({ 'upload-length': '1001' })).toMatchObject({ code: 'imageTooLarge' });
  });

  it.each(['', '-1', '+1', '1.5', '1e3', '0x10', ' 1', '9007199254740993', '1, 1'])(
    'is not %j',
    (text) => {
      expect(length({ 'upload-length': text })).toMatchObject({ code: 'uploadLengthMissing' });
    },
  );

  it('is neither 0 nor deferred', () => {
    expect(length({ 'upload-length': '0' })).toMatchObject({ code: 'imageTooShort' });
    expect(length({ 'upload-length': '5', 'upload-defer-length': '1' })).toMatchObject({
      code: 'uploadLengthMissing',
    });
  });
});

it('an offset is a whole number', () => {
  expect(offsetOf({ 'upload-offset': '0' })).toBe(0);
  for (const text of ['', '-1', '1.0', 'x']) {
    expect(thrown(() => offsetOf({ 'upload-offset': text }))).toMatchObject({
      code: 'uploadOffsetMissing',
      message: 'The header Upload-Offset must be a whole number of bytes.',
    });
  }
});

it('a part has its own media type and no encoding', () => {
  const type = 'application/offset+octet-stream';
  expect(() => requirePart({ 'content-type': type })).not.toThrow();
  expect(() => requirePart({ 'content-type': type, 'content-encoding': 'identity' })).not.toThrow();
  for (const headers of [
    {},
    { 'content-type': 'application/octet-stream' },
    { 'content-type': type, 'content-encoding': 'gzip' },
  ]) {
    expect(thrown(() => requirePart(headers))).toMatchObject({ code: 'unsupportedMediaType' });
  }
});

describe('the file name', () => {
  const named = (name: string) => `size MTA=, filename ${Buffer.from(name).toString('base64')}`;

  it('is a label', () => {
    expect(fileNameOf({ 'upload-metadata': named('../../dïsk.raw') })).toBe('../../dïsk.raw');
    expect(fileNameOf({ 'upload-metadata': named('a\u0000\u202eb\n') })).toBe(
      'a\ufffd\ufffdb\ufffd',
    );
    expect(fileNameOf({ 'upload-metadata': named('x'.repeat(3000)) })).toHaveLength(255);
  });

  it.each([{}, { 'upload-metadata': '' }, { 'upload-metadata': 'filename' }])(
    'may be missing: %j',
    (headers) => expect(fileNameOf(headers)).toBeNull(),
  );
});
