import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const CALLS = 40_000;
const soak = fileURLToPath(new URL('../bench/soak.mjs', import.meta.url));

it(`uses no more memory after ${CALLS} mixed calls than after the first tenth`, async () => {
  const child = spawn(process.execPath, ['--expose-gc', soak, String(CALLS)]);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code] = await once(child, 'close');
  expect(code, output).toBe(0);
  expect(output).toContain(`${CALLS} calls`);
}, 300_000);
