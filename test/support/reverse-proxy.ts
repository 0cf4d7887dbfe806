import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port.js';
import { eventually } from './wait.js';

const run = promisify(execFile);
const START_LIMIT_MS = 20_000;

/** The name in the example configurations. */
export const PROXY_HOST = 'cloud.example';
/** The path in the example configurations. */
export const PROXY_PATH = '/picostack';

export type ProxyKind = 'nginx' | 'apache' | 'caddy';
export const PROXY_KINDS: readonly ProxyKind[] = ['nginx', 'apache', 'caddy'];

/** The example configuration of docs/proxy that a proxy runs with, or a text of the test. */
export interface ProxyOptions {
  readonly kind: ProxyKind;
  /** The port of the server. */
  readonly serverPort: number;
  /** Whether to serve below a path. */
  readonly belowPath: boolean;
  /** Replaces the example. */
  readonly site?: string;
}

/** A real reverse proxy with the distribution's configuration and one site, on a free port, with TLS. */
export class ReverseProxy implements AsyncDisposable {
  private constructor(
    private readonly folder: string,
    readonly port: number,
    readonly path: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(options: ProxyOptions): Promise<ReverseProxy> {
    const { kind, belowPath, serverPort } = options;
    const folder = await mkdtemp(join(tmpdir(), `picostack-${kind}-`));
    // The workers of nginx and Apache run as another user.
    await chmod(folder, 0o755);
    await createCertificate(folder);
    const port = await freePort();
    const example = resolve(
      'docs/proxy',
      EXAMPLES[kind] + (belowPath ? '-path' : '') + ENDINGS[kind],
    );
    const site = (options.site ?? readFileSync(example, 'utf8'))
      .replaceAll('/etc/ssl/certs/cloud.example.pem', join(folder, 'certificate.pem'))
      .replaceAll('/etc/ssl/private/cloud.example.key', join(folder, 'key.pem'))
      .replaceAll('127.0.0.1:8080', `127.0.0.1:${serverPort}`);
    const child = START[kind](folder, site, port, await freePort());
    let log = '';
    child.stderr?.on('data', (chunk: Buffer) => (log += chunk.toString()));
    const proxy = new ReverseProxy(folder, port, belowPath ? PROXY_PATH : '', child);
    try {
      await eventually(`${kind} to listen`, START_LIMIT_MS, () => {
        if (child.exitCode !== null) throw new Error(`${kind} ended:\n${log}`);
        return accepts(port);
      });
    } catch (error) {
      await proxy[Symbol.asyncDispose]();
      throw new Error(`${kind} did not start:\n${log}`, { cause: error });
    }
    return proxy;
  }

  /** The URL of picostack behind the proxy. Its name only resolves with {@link curlOptions} or in a browser with a rule. */
  get url(): string {
    return `https://${PROXY_HOST}:${this.port}${this.path}`;
  }

  /** The certificate of the authority that signed the proxy's. */
  get authority(): string {
    return readFileSync(join(this.folder, 'certificate.pem'), 'utf8');
  }

  /** Options with which curl reaches the proxy. */
  get curlOptions(): string[] {
    const resolved = `${PROXY_HOST}:${this.port}:127.0.0.1`;
    return ['--resolve', resolved, '--cacert', join(this.folder, 'certificate.pem')];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

const EXAMPLES = { nginx: 'nginx', apache: 'apache', caddy: 'Caddyfile' } as const;
const ENDINGS = { nginx: '.conf', apache: '.conf', caddy: '' } as const;

type Start = (folder: string, site: string, port: number, plainPort: number) => ChildProcess;

/** Each runs what the distribution ships, with other files only for the site, the ports, the logs and the pid. */
const START: Readonly<Record<ProxyKind, Start>> = {
  nginx(folder, site, port, plainPort) {
    mkdirSync(join(folder, 'sites-enabled'));
    writeFileSync(
      join(folder, 'sites-enabled', 'picostack'),
      site.replace('listen 80;', `listen ${plainPort};`).replace('listen 443', `listen ${port}`),
    );
    const shipped = readFileSync('/etc/nginx/nginx.conf', 'utf8');
    writeFileSync(
      join(folder, 'nginx.conf'),
      shipped
        .replace('/run/nginx.pid', join(folder, 'nginx.pid'))
        .replaceAll('/var/log/nginx/', `${folder}/`)
        .replace('/etc/nginx/sites-enabled', join(folder, 'sites-enabled'))
        .replaceAll(/include (?!\/)/g, 'include /etc/nginx/'),
    );
    return start('nginx', ['-c', join(folder, 'nginx.conf'), '-g', 'daemon off;']);
  },

  apache(folder, site, port, plainPort) {
    const root = join(folder, 'apache2');
    cpSync('/etc/apache2', root, { recursive: true, verbatimSymlinks: true });
    for (const kind of ['sites-enabled', 'conf-enabled']) {
      rmSync(join(root, kind), { recursive: true });
      mkdirSync(join(root, kind));
    }
    // As a2enmod does, with the modules that the example names.
    const modules = [
      'ssl',
      'socache_shmcb',
      'http2',
      'headers',
      'proxy',
      'proxy_http',
      'proxy_wstunnel',
    ];
    for (const name of modules) enableModule(root, name);
    writeFileSync(join(root, 'ports.conf'), `Listen ${plainPort}\nListen ${port}\n`);
    writeFileSync(
      join(root, 'sites-enabled', 'picostack.conf'),
      site.replace('*:80>', `*:${plainPort}>`).replace('*:443>', `*:${port}>`),
    );
    return start('apache2', ['-d', root, '-f', 'apache2.conf', '-D', 'FOREGROUND'], {
      APACHE_RUN_USER: 'www-data',
      APACHE_RUN_GROUP: 'www-data',
      APACHE_PID_FILE: join(folder, 'apache2.pid'),
      APACHE_RUN_DIR: folder,
      APACHE_LOCK_DIR: folder,
      APACHE_LOG_DIR: folder,
    });
  },

  caddy(folder, site, port) {
    const tls = `tls ${join(folder, 'certificate.pem')} ${join(folder, 'key.pem')}`;
    const served = site.replace(`${PROXY_HOST} {`, `${PROXY_HOST}:${port} {\n\t${tls}`);
    writeFileSync(
      join(folder, 'Caddyfile'),
      `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${served}`,
    );
    const args = ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'];
    return start('caddy', args, { HOME: folder });
  },
};

function start(program: string, args: string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  // Where Debian installs services, which is not in the path of every user.
  const path = `${process.env['PATH'] ?? ''}:/usr/sbin`;
  return spawn(program, args, {
    env: { ...process.env, PATH: path, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

function enableModule(root: string, name: string): void {
  for (const ending of ['load', 'conf']) {
    const link = join(root, 'mods-enabled', `${name}.${ending}`);
    const available = `../mods-available/${name}.${ending}`;
    if (existsSync(join(root, 'mods-enabled', available)) && !existsSync(link)) {
      symlinkSync(available, link);
    }
  }
}

async function createCertificate(folder: string): Promise<void> {
  const line = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=${PROXY_HOST}
    -addext subjectAltName=DNS:${PROXY_HOST} -days 2 -keyout key.pem -out certificate.pem`;
  await run('openssl', line.split(/\s+/), { cwd: folder });
}

/** True if the port accepts connections, otherwise undefined. */
async function accepts(port: number): Promise<true | undefined> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return undefined;
  } finally {
    socket.destroy();
  }
}
