import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import {
  type AddressInfo,
  createConnection,
  createServer,
  type Server,
  type Socket,
} from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Connection, ConnectionClosedError } from '../src/index.js';

const run = promisify(execFile);
const SOCKET = '/run/libvirt/libvirt-sock';

let folder: string;
const servers: Server[] = [];

/** Forwards a connection to the Unix socket of libvirtd, which has no other socket. */
function forward(client: Socket): void {
  const daemon = createConnection({ path: SOCKET });
  client.pipe(daemon).pipe(client);
  client.on('error', () => daemon.destroy());
  daemon.on('error', () => client.destroy());
}

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('no port');
  }
  return address.port;
}

async function expectWorks(uri: string): Promise<string> {
  await using connection = await Connection.open(uri);
  expect(await connection.getURI()).toMatch(/^(qemu:\/\/\/system|test:\/\/\/default)$/);
  // Awaited here: the connection is closed at the end of this function.
  return await connection.getHostname();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'node-libvirt-transports-'));
});

afterAll(async () => {
  for (const server of servers) {
    server.close();
  }
  await rm(folder, { recursive: true, force: true });
});

describe('tcp', () => {
  it('reaches the daemon', async () => {
    const port = await listen(createServer(forward));
    expect(await expectWorks(`qemu+tcp://127.0.0.1:${port}/system`)).not.toBe('');
  });

  it('reports a refused connection', async () => {
    await expect(Connection.open('qemu+tcp://127.0.0.1:1/system')).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });
});

describe('tls', () => {
  async function makeCertificates(): Promise<void> {
    const openssl = (line: string) => run('openssl', line.split(' '), { cwd: folder });
    const newKey = 'req -newkey rsa:2048 -nodes';
    await openssl(`${newKey} -x509 -subj /CN=test-ca -keyout cakey.pem -out cacert.pem`);
    await writeFile(join(folder, 'names'), 'subjectAltName=IP:127.0.0.1');
    const sign = 'x509 -req -CA cacert.pem -CAkey cakey.pem -CAcreateserial -extfile names';
    for (const name of ['server', 'client']) {
      await openssl(`${newKey} -subj /CN=${name} -keyout ${name}key.pem -out ${name}.csr`);
      await openssl(`${sign} -in ${name}.csr -out ${name}cert.pem`);
    }
  }

  async function startTls(confirmation: number): Promise<number> {
    const [ca, cert, key] = await Promise.all(
      ['cacert.pem', 'servercert.pem', 'serverkey.pem'].map((name) => readFile(join(folder, name))),
    );
    const options = { ca, cert, key, requestCert: true, rejectUnauthorized: true };
    return listen(
      createTlsServer(options, (client) => {
        // With this byte, libvirtd confirms or refuses the certificate.
        client.write(Buffer.from([confirmation]));
        forward(client);
      }),
    );
  }

  it('verifies the certificates of both sides', async () => {
    await makeCertificates();
    const port = await startTls(1);
    const uri = `qemu://127.0.0.1:${port}/system?pkipath=${folder}`;
    expect(await expectWorks(uri)).not.toBe('');
    // The certificate has another name.
    await expect(Connection.open(uri.replace('127.0.0.1', 'localhost'))).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
    const refusing = await startTls(0);
    await expect(
      Connection.open(`qemu://127.0.0.1:${refusing}/system?pkipath=${folder}`),
    ).rejects.toThrow(/does not accept/);
  });

  it('does not connect without a CA to verify the server', async () => {
    await expect(Connection.open('qemu://127.0.0.1/system?pkipath=/nowhere')).rejects.toThrow(
      /cacert\.pem/,
    );
  });
});

describe('ssh', () => {
  /** Creates an ssh program that runs its command on this host. Only the network is not real. */
  async function fakeSsh(script: string): Promise<string> {
    const path = join(folder, `ssh-${randomUUID()}`);
    await writeFile(path, `#!/bin/sh\n${script}\n`);
    await chmod(path, 0o755);
    return path;
  }

  it("runs libvirt's helper on the remote host", async () => {
    const ssh = await fakeSsh('for last; do :; done; exec sh -c "$last"');
    expect(await expectWorks(`qemu+ssh://host/system?command=${ssh}`)).not.toBe('');
    expect(await expectWorks(`qemu+ssh://me@host/system?command=${ssh}&proxy=native`)).not.toBe('');
    expect(await expectWorks(`test+ssh://host/default?command=${ssh}`)).not.toBe('');
  });

  it('reports the error of ssh', async () => {
    const ssh = await fakeSsh('echo "Permission denied (publickey)." >&2; exit 255');
    const opening = Connection.open(`qemu+ssh://host/system?command=${ssh}`);
    await expect(opening).rejects.toBeInstanceOf(ConnectionClosedError);
    await expect(opening).rejects.toThrow(/Permission denied/);
  });

  it.each(['qemu+ssh://-oProxyCommand=x/system', 'qemu+ssh:///system'])(
    'refuses %s',
    async (uri) => {
      await expect(Connection.open(uri)).rejects.toBeInstanceOf(TypeError);
    },
  );
});

describe('unsupported transports', () => {
  it('are refused', async () => {
    await expect(Connection.open('qemu+libssh2://h/system')).rejects.toThrow(/unsupported/);
  });
});
