import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as libvirt from '../src/index.js';
import { Connection, type Domain, type StoragePool } from '../src/index.js';
import { eventually } from '../../../test/support/wait.js';
import { asTyped } from '../src/xdr/index.js';
import { PrivateLibvirtd } from './support/private-libvirtd.js';

const execute = promisify(execFile);
const PACKAGE = resolve(import.meta.dirname, '..');
const LIMIT_MS = 60_000;
const NAME = `qa-${process.pid}-nl-readme`;

/** What the examples import from Node, in addition to its globals. */
const NODE_IMPORTS = {
  createReadStream: 'node:fs',
  createWriteStream: 'node:fs',
  pipeline: 'node:stream/promises',
  Readable: 'node:stream',
};
const COMPILER_OPTIONS = {
  module: 'nodenext',
  target: 'es2022',
  lib: ['es2023', 'esnext.disposable'],
  types: ['node'],
  strict: true,
  skipLibCheck: true,
  outDir: '.',
};

let connection: Connection;
let domain: Domain;
let pool: StoragePool;
let folder: string;
let programs: string;
let examples: string[];
/** The errors of the compiler. */
let compilerErrors: string;

/** Completes an example to a program, with its imports and a connection. */
function asProgram(example: string): string {
  if (example.includes('import ')) return example;
  const identifiers = new Set(example.match(/\w+/g));
  const constants = Object.keys(libvirt).filter(
    (name) => identifiers.has(name) && name !== 'Connection',
  );
  const imports = Object.entries(NODE_IMPORTS)
    .filter(([name]) => identifiers.has(name))
    .map(([name, from]) => `import { ${name} } from '${from}';`);
  return [
    `import { ${['Connection', ...constants].join(', ')} } from 'node-libvirt';`,
    ...imports,
    `const connection = await Connection.open('qemu:///system');`,
    `const domain = await connection.domainLookupByName('${NAME}');`,
    `const pool = await connection.storagePoolLookupByName('${NAME}');`,
    `{\n${example}}`,
    `await connection.close();`,
  ].join('\n');
}

/** Runs the example that contains a text. @returns its output */
async function runExample(snippet: string): Promise<string> {
  const number = examples.findIndex((example) => example.includes(snippet));
  const file = join(programs, `example-${number}.mjs`);
  return (await execute(process.execPath, [file], { cwd: folder })).stdout;
}

beforeAll(async () => {
  const readme = await readFile(join(PACKAGE, 'README.md'), 'utf8');
  examples = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code = '']) => code);
  // In the folder of the package, where an import of 'node-libvirt' resolves to the built package.
  await mkdir(join(PACKAGE, 'node_modules'), { recursive: true });
  programs = await mkdtemp(join(PACKAGE, 'node_modules', 'readme-'));
  for (const [number, example] of examples.entries()) {
    await writeFile(join(programs, `example-${number}.mts`), asProgram(example));
  }
  const files = examples.map((_, number) => `example-${number}.mts`);
  const config = JSON.stringify({ compilerOptions: COMPILER_OPTIONS, files });
  await writeFile(join(programs, 'tsconfig.json'), config);
  const compiler = resolve('node_modules/typescript/bin/tsc');
  compilerErrors = await execute(process.execPath, [compiler, '-p', programs]).then(
    () => '',
    (error: unknown) => asTyped<{ stdout: string }>(error).stdout,
  );
  folder = await mkdtemp(join(tmpdir(), `${NAME}-`));
  await chmod(folder, 0o755);
  connection = await Connection.open('qemu:///system');
  pool = await connection.storagePoolDefineXML(
    `<pool type='dir'><name>${NAME}</name><target><path>${folder}</path></target></pool>`,
  );
  await pool.create();
  domain = await connection.domainDefineXMLFlags(
    `<domain type='qemu'><name>${NAME}</name><memory unit='MiB'>32</memory><vcpu>1</vcpu>
     <os><type arch='x86_64'>hvm</type></os><devices><console type='pty'/>
     <video><model type='vga'/></video><graphics type='vnc' port='-1' listen='127.0.0.1'/>
     </devices></domain>`,
  );
  await domain.create();
  await execute('qemu-img', ['create', '-f', 'qcow2', join(folder, 'disk.qcow2'), '1M']);
});

afterAll(async () => {
  await domain.destroy().catch(() => {});
  await domain.undefineFlags();
  await pool.destroy().catch(() => {});
  await pool.undefine();
  await connection.close();
  await rm(programs, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

describe('the examples of the README', () => {
  it('compile', async () => {
    expect(examples.length).toBe(9);
    expect(compilerErrors).toBe('');
  });

  it('start with JavaScript of at most ten lines that lists the domains and prints events', async () => {
    expect(examples[0]?.trim().split('\n').length).toBeLessThanOrEqual(10);
    await writeFile(join(programs, 'first.mjs'), examples[0] ?? '');
    const program = spawn(process.execPath, [join(programs, 'first.mjs')]);
    let printed = '';
    for (const output of [program.stdout, program.stderr]) {
      output.on('data', (text: Buffer) => (printed += String(text)));
    }
    // The program registers for events some time after it has listed the domains.
    await eventually('an event that the program prints', LIMIT_MS, async () => {
      await domain.suspend();
      await domain.resume();
      return printed.includes(`${NAME} ${libvirt.VIR_DOMAIN_EVENT_SUSPENDED} 0\n`) || undefined;
    });
    expect(printed).toMatch(new RegExp(`^${NAME} ${domain.uuid} [13]$`, 'm'));
    const ended = once(program, 'exit');
    program.kill();
    await ended;
  });

  it('reconnect after the daemon was killed', async () => {
    const daemon = await PrivateLibvirtd.start();
    const number = examples.findIndex((example) => example.includes('disconnected'));
    const uri = `qemu:///session?socket=${daemon.socket}`;
    await writeFile(join(programs, 'reconnect.mjs'), examples[number] ?? '');
    const program = spawn(process.execPath, [join(programs, 'reconnect.mjs'), uri]);
    let printed = '';
    program.stdout.on('data', (text: Buffer) => (printed += String(text)));
    const expectOutput = (text: RegExp) =>
      eventually(`the program to print ${text}`, LIMIT_MS, () =>
        Promise.resolve(text.test(printed) || undefined),
      );
    try {
      await expectOutput(/^connected 0\n$/);
      await daemon.kill();
      await expectOutput(/disconnected: ConnectionClosedError/);
      await daemon.run();
      await expectOutput(/disconnected[\s\S]*connected 0\n$/);
    } finally {
      const ended = once(program, 'exit');
      program.kill();
      await ended;
      await daemon.remove();
    }
  });

  it('call a procedure by its name in the protocol table', async () => {
    expect(await runExample("call('nodeGetSecurityModel')")).toMatch(/secure: 1/);
  });

  it('print the name of a constant', async () => {
    expect(await runExample('nameOf(')).toMatch(/^VIR_DOMAIN_RUNNING \d+\n$/);
  });

  it('handle an error', async () => {
    expect(await runExample('VIR_ERR_NO_DOMAIN')).toBe('there is no such domain\n');
  });

  it('copy streams, and report their holes', async () => {
    await runExample('terminal');
    const [source, copy] = await Promise.all(
      ['disk.qcow2', 'copy.qcow2'].map((name) => readFile(join(folder, name))),
    );
    expect(copy?.equals(source!)).toBe(true);
    expect((await stat(join(folder, 'screen.png'))).size).toBeGreaterThan(100);
    const printed = await runExample('StreamHole');
    expect(printed).toMatch(/\d+ bytes/);
    expect(printed).toContain('QFI\u{fffd}');
  });

  it('print events', async () => {
    // libvirt reports one reset with SeaBIOS up to three times, to virsh too.
    expect(await runExample('lifecycle')).toMatch(
      new RegExp(
        `^(${NAME} was reset\n)+${NAME}: event ${libvirt.VIR_STORAGE_POOL_EVENT_STOPPED}\n$`,
      ),
    );
  });
});
