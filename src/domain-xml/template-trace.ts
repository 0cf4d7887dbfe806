import type { Position, Program, Statement } from './template-syntax.js';
import { positionOf } from './template-syntax.js';

/** A place in one of the files that a text was rendered from. */
export interface SourcePosition extends Position {
  readonly file: number;
}

interface Mark extends SourcePosition {
  /** Where the piece of that place begins in what was rendered. */
  readonly offset: number;
}

// Code points that are no characters and never will be (https://www.unicode.org/faq/private_use.html#nonchar1).
const MARK = /\ufdd0(\d+),(\d+),(\d+)\ufdd1/g;

/**
 * Writes into a parsed template, before each piece of each line, the place where it stands.
 * What is rendered from it tells afterwards where each of its characters comes from ({@link readTrace}).
 */
export function addTrace(program: Program, file: number): Program {
  program.body = program.body.flatMap((statement): Statement[] => {
    if (statement.type === 'BlockStatement') {
      if (statement.program) addTrace(statement.program, file);
      if (statement.inverse) addTrace(statement.inverse, file);
    }
    if (statement.type === 'MustacheStatement') {
      const value = markOf(file, positionOf(statement.loc));
      return [{ type: 'ContentStatement', value, original: value, loc: statement.loc }, statement];
    }
    if (statement.type === 'ContentStatement') statement.value = markContent(statement, file);
    return [statement];
  });
  return program;
}

function markContent(
  { value, original, loc }: Extract<Statement, { type: 'ContentStatement' }>,
  file: number,
): string {
  // Handlebars leaves blanks out in front of the value and behind it; the place is that of the original.
  const skipped = original.slice(0, original.indexOf(value)).split('\n');
  let { line, column } = positionOf(loc);
  line += skipped.length - 1;
  column = (skipped.length > 1 ? 1 : column) + (skipped.at(-1)?.length ?? 0);
  return value
    .split(/(?<=\n)/)
    .map((piece) => {
      const marked = markOf(file, { line, column }) + piece;
      line += 1;
      column = 1;
      return marked;
    })
    .join('');
}

function markOf(file: number, { line, column }: Position): string {
  return `\ufdd0${file},${line},${column}\ufdd1`;
}

/** Takes the places out of what was rendered. @returns the text, and for a place in it the one that it comes from */
export function readTrace(
  rendered: string,
  mainFile: number,
): {
  text: string;
  locate: (position: Position) => SourcePosition;
} {
  const marks: Mark[] = [];
  let removed = 0;
  for (const match of rendered.matchAll(MARK)) {
    const [file = 0, line = 1, column = 1] = match.slice(1).map(Number);
    marks.push({ offset: match.index - removed, file, line, column });
    removed += match[0].length;
  }
  const text = rendered.replaceAll(MARK, '');
  const locate = ({ line, column }: Position): SourcePosition => {
    const before = text.split('\n').slice(0, line - 1);
    const offset = before.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
    const mark = marks.findLast((each) => each.offset <= offset) ?? {
      offset,
      file: mainFile,
      line: 1,
      column: 1,
    };
    return { file: mark.file, line: mark.line, column: mark.column + offset - mark.offset };
  };
  return { text, locate };
}
