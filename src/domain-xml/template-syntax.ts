import Handlebars from 'handlebars';
import { messageOf } from '../common/errors.js';

/** A position in a file: lines and columns start at 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A problem of a template, and its position. */
export interface TemplateProblem extends Position {
  readonly message: string;
}

/** A position of Handlebars: lines start at 1, columns at 0. */
interface Location {
  readonly start: { readonly line: number; readonly column: number };
}

export interface PathExpression {
  readonly type: 'PathExpression';
  readonly original: string;
  readonly parts: readonly string[];
  /** The number of `../` at its start. */
  readonly depth: number;
  /** Whether it starts with `@`. */
  readonly data: boolean;
  readonly loc: Location;
}

export interface OtherExpression {
  readonly type: `${string}Literal` | 'SubExpression';
  readonly original?: string | number | boolean | null;
  readonly loc: Location;
}

export type Expression = PathExpression | OtherExpression;

interface Call {
  readonly params: readonly Expression[];
  readonly hash?: object;
  readonly loc: Location;
}

export interface ContentStatement {
  readonly type: 'ContentStatement';
  /** The text to render; `original` has the blanks that Handlebars strips. */
  value: string;
  readonly original: string;
  readonly loc: Location;
}

export interface MustacheStatement extends Call {
  readonly type: 'MustacheStatement';
  readonly path: Expression;
  readonly escaped: boolean;
}

export interface BlockStatement extends Call {
  readonly type: 'BlockStatement';
  readonly path: PathExpression;
  readonly program: Program | undefined;
  readonly inverse?: Program;
}

export interface PartialStatement extends Call {
  readonly type: 'PartialStatement';
  readonly name: Expression;
}

export interface OtherStatement {
  readonly type: 'CommentStatement' | 'PartialBlockStatement' | 'Decorator' | 'DecoratorBlock';
  readonly loc: Location;
}

export type Statement =
  ContentStatement | MustacheStatement | BlockStatement | PartialStatement | OtherStatement;

/** A parsed template, or the content of a block. */
export interface Program {
  readonly type: 'Program';
  body: Statement[];
  readonly blockParams?: readonly string[];
}

/** Parse a template. @returns the program, or the problem */
export function parseTemplate(source: string): Program | TemplateProblem {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Handlebars' own types have a string as the type of all statements
    return Handlebars.parse(source) as unknown as Program;
  } catch (error) {
    return problemOf(error, source);
  }
}

/** Convert a position of Handlebars. */
export function positionOf(loc: Location): Position {
  return { line: loc.start.line, column: loc.start.column + 1 };
}

function problemOf(error: unknown, source: string): TemplateProblem {
  const message = messageOf(error);
  const placed = /^(.*) - (\d+):(\d+)$/.exec(message);
  if (placed) {
    // "if doesn't match each - 1:6"
    const [, words, lineNumber, column0] = placed;
    return {
      line: Number(lineNumber),
      column: Number(column0) + 1,
      message: `is not valid Handlebars: ${words}`,
    };
  }
  // "Parse error on line 2:\n" an excerpt "\n" dashes "^\n" what was expected ", got 'EOF'"
  const [heading = '', excerpt = '', arrow = '', expected = ''] = message.split('\n');
  const line = Number(/line (\d+)/.exec(heading)?.[1] ?? 1);
  const before = excerpt.slice(0, arrow.length - 1).replace(/^\.\.\./, '');
  const after = excerpt.slice(arrow.length - 1);
  const reason = expected.endsWith("got 'EOF'")
    ? 'the file ends inside a block or an expression'
    : `it cannot be read from "${after.slice(0, 20)}" on`;
  return {
    line,
    column: findColumn(source, line, before, after),
    message: `is not valid Handlebars: ${reason}`,
  };
}

/** Handlebars reports only the line, with the text before and after the position, without line breaks. */
function findColumn(source: string, line: number, before: string, after: string): number {
  const lines = source.split('\n');
  const start = lines.slice(0, line - 1).join('').length;
  const text = lines.join('');
  const length = lines[line - 1]?.length ?? 0;
  const rest = after.replace(/\.\.\.$/, '');
  for (let column = 0; column <= length; column += 1) {
    const place = start + column;
    if (text.slice(0, place).endsWith(before) && text.startsWith(rest, place)) return column + 1;
  }
  return 1;
}
