import type { Position, Program, Statement } from './template-syntax.js';
import { positionOf } from './template-syntax.js';

/** A position in one of the files that a text was rendered from. */
export interface SourcePosition extends Position {
  readonly file: number;
}

interface Mark extends SourcePosition {
  /** The offset of that part in the rendered text. */
  readonly offset: number;
}

// Code points that are never characters (https://www.unicode.org/faq/private_use.html#nonchar1).
const MARK = /\ufdd0(\d+),(\d+),(\d+)\ufdd1/g;

/**
 * Insert the position of each part of each line into a parsed template. The rendered text then contains the source position
 * of each of its characters ({@link readTrace}).
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
  // Handlebars strips blanks around the value; the position is that of the original.
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

/** Remove the positions from a rendered text. @returns the text, and a function from its positions to the source's */
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
