import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { Duplex, type Readable, type Writable } from 'node:stream';
import { asError, ConnectionClosedError } from '../../rpc/index.js';
import type { ConnectionUri } from '../connection-uri.js';
import { socketCandidates } from './socket-paths.js';

const MAX_ERROR_CHARACTERS = 2_000;

/** Quote a word for a POSIX shell: ssh gives the remote host one line of text. */
function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * Build the command that the remote host runs: libvirt's own helper, which finds or starts the
 * daemon, or netcat on the daemon's socket. `?proxy=` chooses one, as in libvirt; without it, the
 * helper is used where it is installed.
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
        `Unknown value proxy=${uri.parameters.get('proxy') ?? ''} in the URI. Use auto, native or netcat.`,
      );
  }
}

/** Build the arguments of ssh for a URI. */
export function sshArguments(uri: ConnectionUri, readOnly: boolean): string[] {
  const { parameters } = uri;
  const { host } = uri;
  // ssh would read a host that begins with a dash as an option, such as one that runs a command.
  if (host === '' || host.startsWith('-') || uri.user?.startsWith('-')) {
    throw new TypeError(
      `'${uri.user === undefined ? '' : `${uri.user}@`}${host}' is not a valid host for ssh.`,
    );
  }
  const knownHosts = parameters.get('known_hosts');
  const keyFile = parameters.get('keyfile');
  return [
    '-T',
    '-e',
    'none',
    // ssh has no terminal to ask on. Without a key or an agent it has to fail instead of waiting.
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

/** Connect through the system's ssh, with its configuration, agent and known hosts. */
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
    // Whether ssh reaches the host shows later: it exits if not.
    child.once('spawn', () => {
      signal?.removeEventListener('abort', abort);
      child.off('error', reject);
      resolve(new ProcessTransport(child));
    });
  });
}

/** The pipes of a process as one stream. When the process exits, its error output says why. */
class ProcessTransport extends Duplex {
  private errorOutput = '';

  constructor(private readonly child: ChildProcessByStdio<Writable, Readable, Readable>) {
    super({ allowHalfOpen: false });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.errorOutput = (this.errorOutput + text).slice(-MAX_ERROR_CHARACTERS);
    });
    child.stdout.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) {
        child.stdout.pause();
      }
    });
    child.stdin.on('error', () => {});
    child.on('error', (error) => this.destroy(error));
    child.on('close', (code) => {
      const output = this.errorOutput.trim();
      this.destroy(
        new ConnectionClosedError(
          `ssh exited with code ${code ?? 'none'}${output === '' ? '' : `: ${output}`}`,
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
      // It no longer reads, so it has to exit. Its exit, with its error output, is the better error.
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
