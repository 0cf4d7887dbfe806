import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { Duplex, type Readable, type Writable } from 'node:stream';
import { asError, ConnectionClosedError } from '../../rpc/index.js';
import type { ConnectionUri } from '../connection-uri.js';
import { socketCandidates } from './socket-paths.js';

const MAX_ERROR_CHARACTERS = 2_000;

/** A word of a command line for a POSIX shell: ssh hands the far side one line of text. */
function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * What the far side is to run: libvirt's own helper, which finds or starts the daemon that the URI
 * means, or netcat on the daemon's socket. `?proxy=` chooses one, as in libvirt; otherwise the
 * helper is taken where it is installed.
 */
export function remoteCommand(uri: ConnectionUri, readOnly: boolean): string {
  const netcat = uri.parameters.get('netcat') ?? 'nc';
  const socket = uri.parameters.get('socket') ?? socketCandidates(uri, readOnly)[0]?.path ?? '';
  const helper = `virt-ssh-helper ${readOnly ? '-r ' : ''}${quote(uri.remoteName)}`;
  const fallback = `${quote(netcat)} -U ${quote(socket)}`;
  const wantsNetcat = uri.parameters.has('socket') || uri.parameters.has('netcat');
  switch (uri.parameters.get('proxy') ?? (wantsNetcat ? 'netcat' : 'auto')) {
    case 'native':
      return `exec ${helper}`;
    case 'netcat':
      return `exec ${fallback}`;
    case 'auto': {
      const script = `command -v virt-ssh-helper >/dev/null 2>&1 && exec ${helper}; exec ${fallback}`;
      return `sh -c ${quote(script)}`;
    }
    default:
      throw new TypeError(
        `unknown proxy '${uri.parameters.get('proxy') ?? ''}': auto, native or netcat`,
      );
  }
}

/** The arguments of ssh for a URI. */
export function sshArguments(uri: ConnectionUri, readOnly: boolean): string[] {
  const { parameters } = uri;
  const host = uri.host.replace(/^\[(.*)\]$/, '$1');
  // A host that begins with a dash would be an option of ssh, such as one that runs a command.
  if (host === '' || host.startsWith('-') || uri.user?.startsWith('-')) {
    throw new TypeError(`'${host}' is no host for ssh`);
  }
  const knownHosts = parameters.get('known_hosts');
  const keyFile = parameters.get('keyfile');
  return [
    '-T',
    '-e',
    'none',
    // There is no terminal to ask on: without a key or an agent it must fail, not wait.
    '-o',
    'BatchMode=yes',
    ...(uri.port === undefined ? [] : ['-p', String(uri.port)]),
    ...(uri.user === undefined ? [] : ['-l', uri.user]),
    ...(keyFile === undefined ? [] : ['-i', keyFile]),
    ...(knownHosts === undefined ? [] : ['-o', `UserKnownHostsFile=${knownHosts}`]),
    ...(parameters.get('no_verify') === '1' ? ['-o', 'StrictHostKeyChecking=no'] : []),
    '--',
    host,
    remoteCommand(uri, readOnly),
  ];
}

/** Connects through the system's ssh, whose configuration, agent and known hosts count. */
export function connectSsh(
  uri: ConnectionUri,
  readOnly: boolean,
  signal?: AbortSignal,
): Promise<Duplex> {
  const command = uri.parameters.get('command') ?? 'ssh';
  const child = spawn(command, sshArguments(uri, readOnly), { stdio: ['pipe', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      child.kill();
      reject(asError(signal?.reason));
    };
    signal?.addEventListener('abort', abort, { once: true });
    child.once('error', reject);
    // The channel is up once ssh runs; that it gets no further shows as its end.
    child.once('spawn', () => {
      signal?.removeEventListener('abort', abort);
      child.off('error', reject);
      resolve(new ProcessTransport(child));
    });
  });
}

/** The pipes of a process as one stream; when it ends, its own words say why. */
class ProcessTransport extends Duplex {
  private said = '';

  constructor(private readonly child: ChildProcessByStdio<Writable, Readable, Readable>) {
    super({ allowHalfOpen: false });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.said = (this.said + text).slice(-MAX_ERROR_CHARACTERS);
    });
    child.stdout.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) {
        child.stdout.pause();
      }
    });
    child.stdin.on('error', () => {});
    child.on('error', (error) => this.destroy(error));
    child.on('close', (code) => {
      const words = this.said.trim();
      this.destroy(
        new ConnectionClosedError(
          `ssh ended with code ${code ?? 'none'}${words === '' ? '' : `: ${words}`}`,
        ),
      );
    });
  }

  override _read(): void {
    this.child.stdout.resume();
  }

  override _write(
    chunk: Buffer,
    _encoding: BufferEncoding,
    done: (error?: Error | null) => void,
  ): void {
    this.child.stdin.write(chunk, (error) => {
      // It reads no more: it has ended, or must. Its end, with its words, is the better error.
      if (error) {
        this.child.kill();
      }
      done();
    });
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.child.stdin.end();
    this.child.kill();
    done(error);
  }
}
