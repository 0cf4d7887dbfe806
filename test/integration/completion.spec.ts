import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestServer } from '../support/test-server.js';

const run = promisify(execFile);

let server: TestServer;
let folder: string;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  server = await TestServer.start();
  await server.api.expectImage({ name: 'debian-12', format: 'raw' });
  await server.api.expectImage({ name: 'debian-13', format: 'raw' });
  folder = mkdtempSync(join(tmpdir(), 'picostack-completion-'));
  const main = resolve('dist/src/cli/main.js');
  const script = `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`;
  writeFileSync(join(folder, 'picostk'), script, { mode: 0o755 });
  env = {
    HOME: folder,
    PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`,
    PICOSTACK_URL: server.api.url,
    PICOSTACK_TOKEN: server.api.token,
  };
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server?.dispose();
});

/** How each shell completes the words after `picostk` with its own functions, and prints the candidates. */
const SHELLS = {
  bash: (words: readonly string[]) => [
    'bash',
    [
      '--norc',
      '-c',
      `source <(picostk completion bash)
      COMP_WORDS=(picostk ${quoted(words)}); COMP_CWORD=${words.length}; COMP_LINE="\${COMP_WORDS[*]}"
      _picostk 2>&1; printf '%s\\n' "\${COMPREPLY[@]}"`,
    ],
  ],
  zsh: (words: readonly string[]) => [
    'zsh',
    [
      '-fc',
      `compdef() { :; }
      _describe() { print -l -- \${(P)2} | sed 's/:.*//'; }
      source <(picostk completion zsh)
      words=(picostk ${quoted(words)}); CURRENT=${words.length + 1}; _picostk`,
    ],
  ],
  fish: (words: readonly string[]) => [
    'fish',
    [
      '--no-config',
      '-c',
      `picostk completion fish | source
      complete -C "picostk ${words.join(' ')}" | string replace -r '\\t.*' ''; true`,
    ],
  ],
} as const satisfies Record<
  string,
  (words: readonly string[]) => readonly [string, readonly string[]]
>;

function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(' ');
}

describe.each(['bash', 'zsh', 'fish'] as const)('completion in %s', (shell) => {
  async function offered(...words: string[]): Promise<string[]> {
    const [program, args] = SHELLS[shell](words);
    const { stdout } = await run(program, args, { env });
    return stdout.split('\n').filter(Boolean);
  }

  it('offers commands and options', async () => {
    expect(await offered('lau')).toEqual(['launch']);
    expect((await offered('list', '--st')).toString()).toBe('--state');
  });

  it('offers names of the server', async () => {
    const images = ['debian-12', 'debian-13'];
    expect(await offered('launch', 'web', '--image', 'deb')).toEqual(images);
    expect(await offered('image', 'delete', 'debian-13')).toEqual(['debian-13']);
    expect(await offered('resize', 'web', 's')).toEqual(['small']);
  });

  it('offers nothing, and prints no error, without a server', async () => {
    const url = env['PICOSTACK_URL'];
    try {
      env['PICOSTACK_URL'] = 'http://127.0.0.1:1';
      expect(await offered('show', 'x')).toEqual([]);
    } finally {
      env['PICOSTACK_URL'] = url;
    }
  });
});
