import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AuthenticationError,
  type AuthenticationCallback,
  type Credential,
  Connection,
  type ConnectionOptions,
  TimeoutError,
  UnsupportedAuthenticationError,
  VIR_CRED_AUTHNAME,
  VIR_CRED_ECHOPROMPT,
  VIR_CRED_NOECHOPROMPT,
  VIR_CRED_PASSPHRASE,
  VIR_CRED_USERNAME,
  VIR_ERR_AUTH_FAILED,
} from '../src/index.js';
import { failureOf } from './fake/use-hostile-server.js';
import { PrivateLibvirtd } from './support/private-libvirtd.js';
import { makeSaslUser } from './support/sasl-user.js';

const execute = promisify(execFile);
// With characters that are special in SCRAM, DIGEST-MD5 or UTF-8.
const FRED = { username: 'fred,=x', password: 'ge"h\\e,i=m \u00fc' };

describe('connecting to a daemon that requires SASL', () => {
  let daemon: PrivateLibvirtd;

  beforeAll(async () => {
    daemon = await PrivateLibvirtd.start({
      settings: ['auth_unix_rw = "sasl"'],
      prepare: async (folder) => {
        await makeSaslUser(join(folder, 'sasl'), hostname(), FRED);
        await execute('chmod', ['-R', 'a+rX', join(folder, 'sasl')]);
      },
      env: (folder) => ({ SASL_CONF_PATH: join(folder, 'sasl') }),
      connect: { auth: FRED },
    });
  });

  afterAll(async () => {
    await daemon?.remove();
  });

  const open = (options: ConnectionOptions, parameters = ''): Promise<Connection> =>
    Connection.open(`qemu:///session?socket=${daemon.socket}${parameters}`, options);

  it.each(['SCRAM-SHA-512', 'SCRAM-SHA-256', 'SCRAM-SHA-1', 'DIGEST-MD5', 'PLAIN'])(
    'accepts the password with %s, and refuses another password and another user',
    async (mechanism) => {
      const parameters = `&auth=sasl.${mechanism.toLowerCase()}`;
      await using connection = await open({ auth: FRED }, parameters);
      expect(await connection.getHostname()).not.toBe('');
      for (const wrong of [{ password: 'secret' }, { username: 'anna' }]) {
        await expect(open({ auth: { ...FRED, ...wrong } }, parameters)).rejects.toMatchObject({
          name: 'LibvirtError',
          code: VIR_ERR_AUTH_FAILED,
        });
      }
    },
  );

  it('requests a user name and a password from the callback, with the user of the URI as the default', async () => {
    const requested: Credential[] = [];
    const callback: AuthenticationCallback = (credentials) => {
      requested.push(...credentials);
      return [undefined, FRED.password];
    };
    const user = encodeURIComponent(FRED.username);
    const uri = `qemu+unix://${user}@localhost/session?socket=${daemon.socket}`;
    await using connection = await Connection.open(uri, { auth: { callback } });
    expect(connection.isAlive).toBe(true);
    expect(requested).toMatchObject([
      { type: VIR_CRED_AUTHNAME, prompt: 'User name for localhost', defaultResult: FRED.username },
      { type: VIR_CRED_PASSPHRASE, prompt: 'Password for localhost' },
    ]);
  });

  it('requests only credentials that the callback supports', async () => {
    const types: number[][] = [];
    const openWith = (credentialTypes: number[]): Promise<Connection> =>
      open({
        auth: {
          credentialTypes,
          callback: async (credentials) => {
            types.push(credentials.map(({ type }) => type));
            return [FRED.username, FRED.password];
          },
        },
      });
    const prompts = [VIR_CRED_ECHOPROMPT, VIR_CRED_NOECHOPROMPT];
    await (await openWith(prompts)).close();
    await (await openWith([VIR_CRED_AUTHNAME, VIR_CRED_PASSPHRASE, VIR_CRED_USERNAME])).close();
    expect(types).toEqual([prompts, [VIR_CRED_AUTHNAME, VIR_CRED_PASSPHRASE, VIR_CRED_USERNAME]]);
    await expect(openWith([VIR_CRED_AUTHNAME])).rejects.toThrow(
      /has to support .*VIR_CRED_PASSPHRASE/,
    );
  });

  it('reports what failed in the callback', async () => {
    const opening = (callback: AuthenticationCallback): Promise<unknown> =>
      failureOf(open({ auth: { callback } }));
    const failed = await opening(() => {
      throw new Error('the dialog broke');
    });
    expect(failed).toBeInstanceOf(AuthenticationError);
    expect(failed).toMatchObject({
      message: 'The authentication callback failed: the dialog broke',
      cause: { message: 'the dialog broke' },
    });
    expect(String(await opening(() => undefined))).toMatch(/callback cancelled the opening/);
    expect(String(await opening(() => ['fred']))).toMatch(/returned no password for localhost/);
    const wrongType = (() => [1, 2]) as unknown as AuthenticationCallback;
    expect(String(await opening(wrongType))).toMatch(/returned number for "User name/);
  });

  it('stops waiting for the callback when it times out', async () => {
    let signal: AbortSignal | undefined;
    const callback: AuthenticationCallback = (_, options) => {
      ({ signal } = options);
      return new Promise(() => {});
    };
    const error = await failureOf(open({ auth: { callback }, connectTimeoutMs: 200 }));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(signal?.aborted).toBe(true);
  });

  it('explains how to pass credentials if there are none', async () => {
    const error = await failureOf(open({}));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(String(error)).toMatch(/user name and a password .* option `auth` of Connection\.open/);
  });

  it('reads credentials from the file that the URI names', async () => {
    const file = join(daemon.folder, 'auth.conf');
    const section = `[credentials-x]\nauthname=${FRED.username}\npassword=${FRED.password}\n`;
    await writeFile(file, `${section}[auth-libvirt-localhost]\ncredentials=x\n`);
    await using connection = await open({}, `&authfile=${file}`);
    expect(connection.isAlive).toBe(true);
    await expect(open({}, '&authfile=/nowhere')).rejects.toThrow(/file of credentials \/nowhere/);
  });

  it('refuses GSSAPI and unknown mechanisms, and explains what to do', async () => {
    const kerberos = await failureOf(open({ auth: FRED }, '&auth=sasl.GSSAPI'));
    expect(kerberos).toBeInstanceOf(UnsupportedAuthenticationError);
    expect(String(kerberos)).toMatch(/GSSAPI \(Kerberos\) needs native code.*qemu\+ssh/);
    const external = await failureOf(open({ auth: FRED }, '&auth=sasl.EXTERNAL'));
    expect(String(external)).toMatch(/asks for EXTERNAL. The server offers .*SCRAM-SHA-512/);
    await expect(open({}, '&auth=polkit')).rejects.toThrow(/The server accepts SASL/);
    await expect(open({}, '&auth=magic')).rejects.toBeInstanceOf(TypeError);
  });
});

describe('a configuration file of the test driver with <auth>', () => {
  let folder: string;
  let uri: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'node-libvirt-test-auth-'));
    // The daemon of the test driver may run as another user.
    await chmod(folder, 0o755);
    const file = join(folder, 'node.xml');
    const domain = `<domain type='test'><name>d0</name><memory>8192</memory><os><type>hvm</type></os></domain>`;
    await writeFile(file, `<node><auth><user password="geheim">fred</user></auth>${domain}</node>`);
    uri = `test://${file}`;
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('can be opened with the user name and the password, and leaves no file with them behind', async () => {
    const before = await authFolders();
    await using connection = await Connection.open(uri, {
      auth: { callback: () => ['fred', 'geheim'] },
    });
    expect((await connection.listAllDomains()).map(({ name }) => name)).toEqual(['d0']);
    expect(await authFolders()).toEqual(before);
  });

  it('refuses a wrong password', async () => {
    const auth = { username: 'fred', password: 'wrong' };
    await expect(Connection.open(uri, { auth })).rejects.toMatchObject({
      code: VIR_ERR_AUTH_FAILED,
    });
  });

  it('requires credentials, and the error explains how to pass them', async () => {
    await expect(Connection.open(uri)).rejects.toThrow(
      /If the file contains <auth>, pass a user name and a password/,
    );
  });

  async function authFolders(): Promise<string[]> {
    return (await readdir(tmpdir())).filter((name) => name.startsWith('node-libvirt-auth-'));
  }
});
