import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../common/errors.js';
import { fileNameOf, hostOf, parseImageUrl, shownUrl } from './image-url.js';

describe('parseImageUrl', () => {
  it.each([
    ['https://example.org/a.qcow2', 'https://example.org/a.qcow2'],
    ['  HTTP://Example.org:80/a%20b.img\n', 'http://example.org/a%20b.img'],
    ['http://127.1/a', 'http://127.0.0.1/a'],
    ['https://example.org/a?b=c#part', 'https://example.org/a?b=c'],
    ['https://bücher.example/ä.img', 'https://xn--bcher-kva.example/%C3%A4.img'],
    ['http://[::1]:8080/', 'http://[::1]:8080/'],
  ])('accepts %j', (text, href) => {
    expect(parseImageUrl(text).href).toBe(href);
  });

  it.each([
    ['', 'is not valid'],
    ['example.org/a.img', 'is not valid'],
    ['/srv/a.img', 'is not valid'],
    ['https://', 'is not valid'],
    ['https://exa mple.org/', 'is not valid'],
    ['https://example.org/a\nb', 'is not valid'],
    ['https://example.org/\u202egmi.a', 'is not valid'],
    ['http://1.2.3.4.5/', 'is not valid'],
    ['http://256.0.0.1/', 'is not valid'],
    ['http://example.org:65536/', 'is not valid'],
    ['file:///etc/passwd', 'must begin with http:// or https://, not with file:'],
    ['ftp://example.org/a', 'must begin with http://'],
    ['data:,a', 'must begin with http://'],
    ['javascript:alert(1)', 'must begin with http://'],
    ['https://user@example.org/a', 'must not contain a user name'],
    ['https://:secret@example.org/a', 'must not contain a user name'],
    [`https://example.org/${'a'.repeat(4096)}`, 'must not be longer than 4096 characters'],
  ])('refuses %j', (text, message) => {
    expect(() => parseImageUrl(text)).toThrow(InvalidInputError);
    expect(() => parseImageUrl(text)).toThrow(message);
    expect(() => parseImageUrl(text)).toThrow(
      expect.objectContaining({
        details: {
          errors: [{ field: 'url', message: expect.stringContaining(message) as string }],
        },
      }),
    );
  });

  it('does not repeat a password in its message', () => {
    expect(() => parseImageUrl('https://a:swordfish@example.org/')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('swordfish') as string }),
    );
  });
});

describe('the parts of a URL', () => {
  it.each([
    ['http://[::ffff:127.0.0.1]/', '::ffff:7f00:1'],
    ['http://0x7f000001/', '127.0.0.1'],
    ['http://example.org:81/', 'example.org'],
  ])('the host of %s is %s', (url, host) => {
    expect(hostOf(new URL(url))).toBe(host);
  });

  it('messages do not show the query, which can contain a signature', () => {
    expect(shownUrl(new URL('https://example.org/a.img?X-Signature=secret'))).toBe(
      'https://example.org/a.img',
    );
  });

  it.each([
    ['/images/debian-13.qcow2', undefined, 'debian-13.qcow2'],
    ['/a%20b.img', undefined, 'a b.img'],
    ['/%C3%A4.img', undefined, 'ä.img'],
    ['/%FF.img', undefined, '%FF.img'],
    ['/a%2f..%2fetc%2fpasswd', undefined, 'passwd'],
    ['/a%5cb.img', undefined, 'b.img'],
    ['/a%0ab', undefined, undefined],
    ['/%2e%2e%2f%2e%2e', undefined, undefined],
    ['/', undefined, undefined],
    [`/${'a'.repeat(300)}`, undefined, undefined],
    ['/download', 'attachment; filename="debian 13.qcow2"', 'debian 13.qcow2'],
    ['/download', 'attachment; filename=debian.qcow2; size=5', 'debian.qcow2'],
    ['/download', 'attachment;filename="../../etc/passwd"', 'passwd'],
    ['/download', "attachment; filename*=UTF-8''a.img", 'download'],
    ['/download', 'attachment; filename=""', 'download'],
    ['/download', 'inline', 'download'],
  ])('the name of the file at %s with %s is %s', (path, disposition, name) => {
    expect(fileNameOf(new URL(path, 'https://example.org'), disposition)).toBe(name);
  });
});
