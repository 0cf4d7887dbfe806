import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Problem } from '../support/api.js';
import { qcow2 } from '../support/qcow2.js';
import { sendRaw } from '../support/raw-request.js';
import { TestServer } from '../support/test-server.js';
import { TusUpload } from '../support/tus-upload.js';
import { volumeNames } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

const BASE_PATH = '/pstk';
const LIMIT_MS = 60_000;
const PART = { 'Content-Type': 'application/offset+octet-stream' };

let server: TestServer;
let viewer: string;
let operator: string;
let count = 0;

beforeAll(async () => {
  server = await TestServer.start({ env: { PICOSTACK_BASE_PATH: BASE_PATH } });
  viewer = await cookieOf('vera', 'viewer');
  operator = await cookieOf('olga', 'operator');
});
afterAll(() => server?.dispose());

/** Create a user and sign in. @returns the cookie */
async function cookieOf(name: string, role: string): Promise<string> {
  const { password } = await server.api.ask<{ password: string }>('POST', '/users', { name, role });
  const session = { name, password };
  const { headers } = await server.api.request('POST', '/api/v1/session', session, {
    Authorization: '',
  });
  return headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

async function openUpload(lengthBytes: number): Promise<TusUpload> {
  const name = `upload-${(count += 1)}`;
  const image = await server.api.expectImage({ name, format: 'qcow2' });
  const upload = new TusUpload(server.api, image.id);
  await upload.create(lengthBytes);
  return upload;
}

/** Send a POST with the header. */
function override(
  path: string,
  method: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<Problem>> {
  return server.api.request('POST', path, body, {
    'Tus-Resumable': '1.0.0',
    'X-HTTP-Method-Override': method,
    ...headers,
  });
}

describe.each(['', BASE_PATH])('X-HTTP-Method-Override, with the base path "%s"', (basePath) => {
  it('sends a part, reads the offset and finishes the upload', async () => {
    const bytes = qcow2();
    const upload = await openUpload(bytes.length);
    const path = `${basePath}${upload.path}`;
    const first = await override(path, 'PATCH', bytes.subarray(0, 1000), {
      ...PART,
      'Upload-Offset': '0',
    });
    expect(first.status).toBe(204);
    expect(first.headers.get('upload-offset')).toBe('1000');
    const head = await override(path, 'HEAD');
    expect(head).toMatchObject({ status: 200, body: '' });
    expect(head.headers.get('upload-offset')).toBe('1000');
    const rest = { ...PART, 'Upload-Offset': '1000' };
    expect((await override(path, 'PATCH', bytes.subarray(1000), rest)).status).toBe(204);
    await eventually('the image to be ready', LIMIT_MS, async () => {
      const { status } = await server.api.ask<{ status: string }>(
        'GET',
        `/images/${upload.imageId}`,
      );
      return status === 'ready' || undefined;
    });
    await server.api.ask('DELETE', `/images/${upload.imageId}`);
    expect(await volumeNames(server.imagesPool)).toEqual([]);
  });

  it('cancels an upload', async () => {
    const upload = await openUpload(1000);
    expect((await override(`${basePath}${upload.path}`, 'DELETE')).status).toBe(204);
    expect(await volumeNames(server.imagesPool)).toEqual([]);
  });
});

describe('an overridden method', () => {
  let upload: TusUpload;
  beforeAll(async () => {
    upload = await openUpload(1000);
  });

  it.each(['PUT', 'GET', 'OPTIONS', 'POST', 'CONNECT', 'patch', '', 'PATCH, DELETE', '__proto__'])(
    'is refused if it is %j',
    async (method) => {
      const { status, body } = await override(upload.path, method, undefined, {
        'Upload-Length': '5',
      });
      expect({ status, code: body.code }).toEqual({
        status: 400,
        code: 'methodOverrideNotSupported',
      });
      expect(body.detail).toContain('PATCH, DELETE, HEAD');
    },
  );

  it.each(['PATCH', 'DELETE', 'HEAD', 'PUT'])(
    'needs the credentials of an operator: %s',
    async (method) => {
      const nobody = await override(upload.path, method, undefined, { Authorization: '' });
      expect(nobody.status).toBe(401);
      const headers = { Authorization: '', Cookie: viewer };
      const { status, body } = await override(upload.path, method, undefined, headers);
      expect({ status, code: body.code }).toEqual({ status: 403, code: 'forbidden' });
    },
  );

  it.each(['PATCH', 'DELETE', 'HEAD'])('may not come from another site: %s', async (method) => {
    const own = { Authorization: '', Cookie: operator };
    for (const origin of ['http://evil.example', 'null']) {
      const headers = { ...own, Origin: origin };
      const { status, body } = await override(upload.path, method, undefined, headers);
      expect({ status, code: body.code }).toEqual({ status: 403, code: 'crossSiteRequest' });
    }
    // A link on a page of the same site may send a plain HEAD. fetch sends its own Sec-Fetch-Mode.
    const link = [
      `POST ${upload.path} HTTP/1.1`,
      'Host: localhost',
      'Content-Length: 0',
      'Connection: close',
      `Cookie: ${operator}`,
      'Sec-Fetch-Site: same-site',
      'Sec-Fetch-Mode: navigate',
      'Tus-Resumable: 1.0.0',
      `X-HTTP-Method-Override: ${method}`,
    ];
    const { status } = await sendRaw(server.api.url, `${link.join('\r\n')}\r\n\r\n`);
    expect(status).toBe(403);
  });

  it.each(['PATCH', 'DELETE', 'HEAD'])('may not have the body of a form: %s', async (method) => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const headers = {
        Authorization: '',
        Cookie: operator,
        'Content-Type': type,
        'Upload-Offset': '0',
      };
      const { status, body } = await override(upload.path, method, Buffer.from('a=b'), headers);
      expect({ status, code: body.code }).toEqual({ status: 403, code: 'crossSiteRequest' });
    }
  });

  it.each(['DELETE', 'HEAD'])('takes only JSON of a limited size as a body: %s', async (method) => {
    const bytes = await override(upload.path, method, Buffer.alloc(10), PART);
    expect(bytes.status).toBe(415);
    const long = await override(upload.path, method, { text: 'x'.repeat(300 * 1024) });
    expect(long).toMatchObject({ status: 413, body: { code: 'invalidBody' } });
    const wrong = { 'Content-Type': 'application/json' };
    expect((await override(upload.path, method, Buffer.from('{'), wrong)).status).toBe(400);
  });

  it('must be that of a PATCH with all its headers', async () => {
    const json = await override(upload.path, 'PATCH', { a: 1 }, { 'Upload-Offset': '0' });
    expect(json.status).toBe(415);
    const { status, body } = await override(upload.path, 'PATCH', Buffer.alloc(5), PART);
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'uploadOffsetMissing' });
    const version = await override(upload.path, 'HEAD', undefined, { 'Tus-Resumable': '0.2.2' });
    expect(version).toMatchObject({ status: 412 });
  });

  it('means nothing for other methods and on other paths', async () => {
    const header = { 'X-HTTP-Method-Override': 'DELETE' };
    expect((await upload.send('HEAD', header)).status).toBe(200);
    const { imageId } = upload;
    const image = { name: 'not-deleted', format: 'qcow2' };
    const other = await server.api.ask<{ id: string }>('POST', '/images', image, header);
    for (const path of [`/images/${other.id}`, `/images/${imageId}/upload/`, '/images/upload']) {
      const answer = await server.api.request('POST', `/api/v1${path}`, {}, header);
      expect(answer.status, path).toBe(404);
    }
    await server.api.ask('GET', `/images/${other.id}`);
    expect(await upload.offset()).toBe(0);
  });
});
