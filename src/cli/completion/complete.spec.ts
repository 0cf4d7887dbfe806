import { describe, expect, it } from 'vitest';
import { picostkProgram } from '../program.js';
import { complete } from './complete.js';
import type { NameSource } from './candidate.js';

const { command: program } = picostkProgram({
  env: {},
  width: undefined,
  color: false,
  interactive: false,
  out: () => undefined,
  err: () => undefined,
  ask: () => Promise.resolve(undefined),
});

/** The candidates for the last word; each name of the server is `SOURCE of COMMAND`. */
async function words(line: string): Promise<string[]> {
  const named = (source: NameSource, command: string) =>
    Promise.resolve([{ value: `${source}:${command}`, description: '' }]);
  const { candidates, files } = await complete(program, line.split(' '), named);
  return [...candidates.map(({ value }) => value), ...(files ? [':files'] : [])];
}

describe('completion', () => {
  it('offers commands, also of groups, but no hidden ones', async () => {
    const all = await words('');
    expect(all).toEqual(expect.arrayContaining(['launch', 'list', 'image', 'help', 'completion']));
    expect(all).not.toContain('__complete');
    expect(await words('st')).toEqual(expect.arrayContaining(['start', 'stop', 'status']));
    const commands =
      'list catalogue add import build show rename verify set download volumes delete help'.split(
        ' ',
      );
    expect(await words('image ')).toEqual(commands);
    expect(await words('init ti')).toEqual(['tiny']);
    expect(await words('help lau')).toEqual(['launch']);
  });

  it.each([
    ['start ', 'instance:start'],
    ['start web-1 ', 'instance:start'],
    ['rm --force ', 'instance:delete'],
    ['port list ', 'instance:port list'],
    ['image delete ', 'image:image delete'],
    ['image import ', 'catalogue:image import'],
    ['adopt ', 'domain:adopt'],
    ['cancel ', 'operation:cancel'],
    ['token revoke ', 'token:token revoke'],
    ['user reset-password ', 'user:user reset-password'],
    ['resize web-1 ', 'flavour:resize'],
    ['launch web --image ', 'image:launch'],
    ['launch web --image = ', 'image:launch'],
    ['launch --image tiny web --flavour ', 'flavour:launch'],
    ['list --tag ', 'tag:list'],
    ['--json show ', 'instance:show'],
    ['delete -- ', 'instance:delete'],
  ])('offers the names that "%s" needs', async (line, name) => {
    expect(await words(line)).toEqual([name]);
  });

  it.each(['launch ', 'rename web-1 ', 'port add web-1 ', 'launch --image tiny web-1 ', 'none '])(
    'offers nothing where only the user knows: "%s"',
    async (line) => {
      expect(await words(line)).toEqual([]);
    },
  );

  it('offers options, the values of options, and files', async () => {
    expect(await words('stop --')).toEqual(expect.arrayContaining(['--force', '--json', '--help']));
    expect(await words('stop --force --fo')).toEqual([]);
    expect(await words('list --state st')).toEqual(['stopped']);
    expect(await words('list --state=st')).toEqual(['--state=stopped']);
    expect(await words('launch web --image=')).toEqual(['--image=image:launch']);
    expect(await words('image add ')).toEqual([':files']);
    expect(await words('init tiny --output ')).toEqual([':files']);
    expect(await words('init jeos --ssh-key ')).toEqual([':files']);
    expect(await words('init jeos --suite ')).toEqual(['bookworm', 'trixie']);
    expect(await words('completion ')).toEqual(['bash', 'zsh', 'fish']);
    expect(await words('delete -- --')).toEqual([]);
  });
});
