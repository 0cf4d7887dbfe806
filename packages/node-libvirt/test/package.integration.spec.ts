import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const packageFolder = fileURLToPath(new URL('..', import.meta.url));

let project: string;

// An empty project that has nothing but the packed package, and no network to get more.
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'node-libvirt-package-'));
  await run('npm', ['run', 'build'], { cwd: packageFolder });
  const { stdout } = await run('npm', ['pack', '--pack-destination', project], {
    cwd: packageFolder,
  });
  await writeFile(join(project, 'package.json'), '{"private":true}');
  const tarball = stdout.trim().split('\n').at(-1) ?? '';
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${tarball}`], {
    cwd: project,
  });
});

afterAll(async () => {
  await rm(project, { recursive: true, force: true });
});

const body = `
  const connection = await Connection.open('test:///default');
  const domains = await connection.listAllDomains();
  console.log(domains.map(({ name }) => name).join());
  await connection.close();`;

describe('the packed package', () => {
  it('works for an ES module', async () => {
    const file = join(project, 'program.mjs');
    await writeFile(file, `import { Connection } from 'node-libvirt';\n${body}\n`);
    expect((await run(process.execPath, [file])).stdout.trim()).toBe('test');
  });

  it('works for CommonJS', async () => {
    const file = join(project, 'program.cjs');
    await writeFile(
      file,
      `const { Connection } = require('node-libvirt');\n(async () => {${body}\n})();\n`,
    );
    expect((await run(process.execPath, [file])).stdout.trim()).toBe('test');
  });

  it('has the types and nothing that only its makers need', async () => {
    const { stdout } = await run('npm', ['ls', '--all', '--json'], { cwd: project });
    expect(Object.keys((JSON.parse(stdout) as { dependencies: object }).dependencies)).toEqual([
      'node-libvirt',
    ]);
    const { stdout: files } = await run('find', ['.', '-type', 'f'], {
      cwd: join(project, 'node_modules/node-libvirt'),
    });
    expect(files).toContain('./dist/index.d.ts');
    expect(files).not.toMatch(/\.spec\.|\/src\/|\/test\//);
  });
});
