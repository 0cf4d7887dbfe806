import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A `sh` block of the documentation. */
export interface ShellBlock {
  readonly file: string;
  /** The number of its first line in the file. */
  readonly line: number;
  /** Its commands: lines without comments; one that continues, or has a here-document, is one command. */
  readonly commands: readonly string[];
}

/** The `sh` blocks of the README and of docs/, in the order of a reader. It leaves out decision records, which do not instruct. */
export function shellBlocks(): ShellBlock[] {
  const docs = readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !file.startsWith('adr/'))
    .map((file) => join('docs', file))
    .toSorted();
  return ['README.md', ...docs].flatMap(blocksOf);
}

function blocksOf(file: string): ShellBlock[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^( *)```sh\n([^]*?)^ *```$/gm)].map(
    ({ 1: indent = '', 2: body = '', index }) => ({
      file,
      line: text.slice(0, index).split('\n').length + 1,
      commands: commandsOf(body.replaceAll(new RegExp(`^${indent}`, 'gm'), '')),
    }),
  );
}

function commandsOf(body: string): string[] {
  const commands: string[] = [];
  let open = '';
  let end: string | undefined;
  for (const line of body.split('\n')) {
    open += open === '' ? line : `\n${line}`;
    end ??= /<<'(\w+)'/.exec(line)?.[1];
    if (end !== undefined && line !== end) continue;
    if (line.endsWith('\\')) continue;
    const command = end === undefined ? withoutComment(open) : open;
    if (command !== '') commands.push(command);
    open = '';
    end = undefined;
  }
  return commands;
}

function withoutComment(command: string): string {
  return command.replace(/(^|\s)#.*$/m, '').trim();
}
