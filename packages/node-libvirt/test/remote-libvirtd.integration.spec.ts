import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as libvirt from '../src/index.js';
import { Connection } from '../src/index.js';
import { within } from '../../../test/support/wait.js';
import { freePort } from './support/free-port.js';
import { makeSaslUser } from './support/sasl-user.js';
import { canHaveSystemLibvirtd, SystemLibvirtd } from './support/system-libvirtd.js';

const execute = promisify(execFile);
const LIMIT_MS = 30_000;
const DOMAIN = `<domain type='qemu'><name>remote</name><memory unit='MiB'>32</memory><vcpu>1</vcpu>
  <os><type arch='x86_64'>hvm</type></os></domain>`;

let folder: string;
let tcpPort: number;
let tlsPort: number;
let libvirtd: SystemLibvirtd;

const openssl = (line: string) => execute('openssl', line.split(' '), { cwd: folder });

/** Creates a CA with a server and a client certificate, in the layout that `?pkipath=` expects. */
async function makeAuthority(name: string): Promise<void> {
  const into = join(folder, name);
  await mkdir(into);
  await openssl(
    `req -newkey rsa:2048 -nodes -x509 -subj /CN=${name} -keyout ${name}/cakey.pem -out ${name}/cacert.pem`,
  );
  await writeFile(join(into, 'names'), 'subjectAltName=IP:127.0.0.1');
  for (const end of ['server', 'client']) {
    const base = `${name}/${end}`;
    await openssl(
      `req -newkey rsa:2048 -nodes -subj /CN=${end} -keyout ${base}key.pem -out ${base}.csr`,
    );
    await openssl(
      `x509 -req -CA ${name}/cacert.pem -CAkey ${name}/cakey.pem -CAcreateserial -extfile ${name}/names -in ${base}.csr -out ${base}cert.pem`,
    );
  }
}

/** Checks a call, an event and a stream. */
async function expectWorks(uri: string): Promise<void> {
  await using connection = await Connection.open(uri);
  expect(await connection.getHostname()).toBe('remote-host');
  const queue = await connection.domainEvents(libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE);
  const domain = await connection.domainDefineXMLFlags(DOMAIN);
  const { value } = await within('the event', LIMIT_MS, queue.next());
  expect(value).toMatchObject({
    event: libvirt.VIR_DOMAIN_EVENT_DEFINED,
    domain: { name: 'remote' },
  });
  await domain.undefineFlags();

  const pool = await connection.storagePoolCreateXML(
    `<pool type='dir'><name>remote</name><target><path>/var/lib/libvirt/images</path></target></pool>`,
  );
  const volume = await pool.storageVolCreateXML(
    `<volume><name>greeting</name><capacity>5</capacity></volume>`,
  );
  const upload = await volume.upload();
  await new Promise<void>((resolve, reject) => {
    upload.on('error', reject).on('close', resolve).end('hello');
  });
  expect(await text(await volume.download())).toBe('hello');
  await volume.delete();
  await pool.destroy();
}

// A private system daemon needs root and namespaces.
describe.skipIf(!canHaveSystemLibvirtd)('a libvirtd that listens on the network', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'node-libvirt-remote-'));
    await makeAuthority('right');
    await makeAuthority('other');
    await makeSaslUser(join(folder, 'sasl'), 'remote-host', {
      username: 'fred',
      password: 'secret',
    });
    tcpPort = await freePort();
    tlsPort = await freePort();
    libvirtd = await startListening('none');
  });

  afterAll(async () => {
    await libvirtd?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  function startListening(authTcp: string, authTls = 'none'): Promise<SystemLibvirtd> {
    const right = join(folder, 'right');
    return SystemLibvirtd.start({
      hostname: 'remote-host',
      prepare: `mount --bind ${folder}/sasl /etc/sasl2`,
      args: ['--listen'],
      settings: [
        'listen_addr = "127.0.0.1"',
        'listen_tcp = 1',
        `tcp_port = "${tcpPort}"`,
        `auth_tcp = "${authTcp}"`,
        `auth_tls = "${authTls}"`,
        'listen_tls = 1',
        `tls_port = "${tlsPort}"`,
        `key_file = "${right}/serverkey.pem"`,
        `cert_file = "${right}/servercert.pem"`,
        `ca_file = "${right}/cacert.pem"`,
      ],
    });
  }

  it('works over TCP without authentication', async () => {
    await expectWorks(`qemu+tcp://127.0.0.1:${tcpPort}/system`);
  });

  describe('over TLS', () => {
    const uri = (authority: string) =>
      `qemu+tls://127.0.0.1:${tlsPort}/system?pkipath=${join(folder, authority)}`;

    it('accepts a certificate that its CA signed', async () => {
      await expectWorks(uri('right'));
    });

    it('refuses a client without a certificate', async () => {
      await mkdir(join(folder, 'none'));
      await execute('cp', [join(folder, 'right', 'cacert.pem'), join(folder, 'none')]);
      await expect(Connection.open(uri('none'))).rejects.toThrow(
        /127\.0\.0\.1 requires a client certificate/,
      );
    });

    it('refuses a certificate of another CA', async () => {
      await mkdir(join(folder, 'mixed'));
      await execute('cp', [
        join(folder, 'right', 'cacert.pem'),
        join(folder, 'other', 'clientcert.pem'),
        join(folder, 'other', 'clientkey.pem'),
        join(folder, 'mixed'),
      ]);
      await expect(Connection.open(uri('mixed'))).rejects.toThrow(
        /127\.0\.0\.1 does not accept the client's certificate/,
      );
    });

    it('is refused by a client that trusts another CA', async () => {
      await expect(Connection.open(uri('other'))).rejects.toMatchObject({
        code: expect.stringMatching(/^(UNABLE_TO_VERIFY|SELF_SIGNED|CERT_)/),
      });
    });
  });

  it('supports SASL over TLS, and the client refuses SASL over plain TCP', async () => {
    await libvirtd.dispose();
    libvirtd = await startListening('sasl', 'sasl');
    const tls = `qemu+tls://127.0.0.1:${tlsPort}/system?pkipath=${join(folder, 'right')}`;
    await using connection = await Connection.open(tls, {
      auth: { username: 'fred', password: 'secret' },
    });
    expect(await connection.getHostname()).toBe('remote-host');

    const opening = Connection.open(`qemu+tcp://127.0.0.1:${tcpPort}/system`);
    await expect(opening).rejects.toBeInstanceOf(libvirt.UnsupportedAuthenticationError);
    await expect(opening).rejects.toMatchObject({ mechanisms: ['SASL'] });
    await expect(opening).rejects.toThrow(/demands a SASL security layer.*qemu\+tls/);
  });
});
