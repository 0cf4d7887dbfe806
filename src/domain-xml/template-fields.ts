import {
  type BlockStatement,
  type Expression,
  type MustacheStatement,
  type PartialStatement,
  type PathExpression,
  type Program,
  type Statement,
  type TemplateProblem,
  positionOf,
} from './template-syntax.js';

/** The shape of a view: a value, an object with fields, or a list. It is derived from the samples. */
export type Shape =
  | { readonly kind: 'value' }
  | { readonly kind: 'list'; readonly item: Shape }
  | {
      readonly kind: 'object';
      readonly fields: ReadonlyMap<string, Shape>;
      /** Fields that may be missing. */
      readonly optional: ReadonlySet<string>;
    };

const VALUE: Shape = { kind: 'value' };
/** The data of Handlebars inside `each`. */
const LOOP_DATA = ['index', 'first', 'last'];

/** Return the common shape of several values. */
export function shapeOf(samples: readonly unknown[]): Shape {
  const present = samples.filter((sample) => sample !== undefined);
  if (present.some(Array.isArray)) return { kind: 'list', item: shapeOf(present.flat()) };
  const objects = present.filter((sample) => typeof sample === 'object' && sample !== null);
  if (objects.length === 0) return VALUE;
  const names = new Set(objects.flatMap((object) => Object.keys(object)));
  const fields = new Map<string, Shape>();
  const optional = new Set<string>();
  for (const name of names) {
    const values = objects.map((object): unknown => Reflect.get(object, name));
    fields.set(name, shapeOf(values));
    if (values.includes(undefined)) optional.add(name);
  }
  return { kind: 'object', fields, optional };
}

/**
 * Find invalid expressions in all branches of a template, rendered or not: fields that its view does not have, helpers other
 * than `if`, `unless` and `each`, and values without escaping.
 */
export function checkFields(
  program: Program,
  shape: Shape,
  partials: readonly string[],
): TemplateProblem[] {
  return new FieldCheck(partials).run(program, shape);
}

class FieldCheck {
  private readonly problems: TemplateProblem[] = [];
  /** The shapes of `this`, `../this`..., the innermost last. */
  private readonly scopes: Shape[] = [];
  /** The optional fields that an enclosing `if` has checked. */
  private readonly certain: string[] = [];

  constructor(private readonly partials: readonly string[]) {}

  run(program: Program, shape: Shape): TemplateProblem[] {
    this.within(shape, program);
    return this.problems;
  }

  private within(shape: Shape, program: Program | undefined): void {
    this.scopes.push(shape);
    this.program(program);
    this.scopes.pop();
  }

  private program(program: Program | undefined): void {
    for (const statement of program?.body ?? []) this.statement(statement);
  }

  private statement(statement: Statement): void {
    switch (statement.type) {
      case 'ContentStatement':
      case 'CommentStatement':
        return;
      case 'MustacheStatement':
        return this.mustache(statement);
      case 'BlockStatement':
        return this.block(statement);
      case 'PartialStatement':
        return this.partial(statement);
      default:
        this.refuse(statement, 'inline partials and decorators are not for these templates');
    }
  }

  private mustache(statement: MustacheStatement): void {
    if (!statement.escaped) {
      this.refuse(
        statement,
        'a value must be escaped: write {{field}}, not {{{field}}} or {{&field}}',
      );
    } else if (statement.params.length > 0 || statement.hash) {
      this.refuse(statement, `there is no helper "${nameOf(statement.path)}"`);
    } else {
      this.resolve(statement.path, 'value');
    }
  }

  private block(statement: BlockStatement): void {
    const helper = statement.path.original;
    const [param] = statement.params;
    if (helper !== 'if' && helper !== 'unless' && helper !== 'each') {
      return this.refuse(statement, `there is no block "${helper}": use if, unless or each`);
    }
    if (!param || statement.params.length > 1 || statement.hash || hasBlockParams(statement)) {
      return this.refuse(statement, `{{#${helper}}} takes the name of one field`);
    }
    const shape = this.resolve(param, helper === 'each' ? 'list' : 'any');
    if (!shape) return;
    if (helper === 'each') {
      this.within(shape.kind === 'list' ? shape.item : VALUE, statement.program);
      return this.program(statement.inverse);
    }
    const [present, absent] =
      helper === 'if'
        ? [statement.program, statement.inverse]
        : [statement.inverse, statement.program];
    this.certain.push(nameOf(param));
    this.program(present);
    this.certain.pop();
    this.program(absent);
  }

  private partial(statement: PartialStatement): void {
    const name = nameOf(statement.name);
    if (!this.partials.includes(name)) {
      const known = this.partials.join(', ') || 'none';
      this.refuse(statement, `there is no partial "${name}" here; there is: ${known}`);
    } else if (statement.params.length > 0 || statement.hash || this.scopes.length > 1) {
      this.refuse(statement, `{{> ${name}}} takes the whole view: no parameters, and not in each`);
    }
  }

  /** Return the shape of an expression; undefined if it is invalid. */
  private resolve(expression: Expression, wanted: 'value' | 'list' | 'any'): Shape | undefined {
    if (expression.type !== 'PathExpression') {
      this.refuse(expression, 'only names of fields can stand here');
      return undefined;
    }
    const shape = this.lookUp(expression);
    if (shape && wanted !== 'any' && shape.kind !== wanted) {
      const is =
        shape.kind === 'value' ? 'is a value' : shape.kind === 'list' ? 'is a list' : 'has fields';
      const instead = { value: 'name one value', list: 'each takes a list' }[wanted];
      this.refuse(expression, `"${expression.original}" ${is}: ${instead}`);
      return undefined;
    }
    return shape;
  }

  private lookUp(path: PathExpression): Shape | undefined {
    if (path.data) {
      const isKnown = this.scopes.length > 1 && path.depth === 0 && path.parts.length === 1;
      if (isKnown && LOOP_DATA.includes(path.parts[0] ?? '')) return VALUE;
      return this.refuse(path, `there is no "${path.original}" here`);
    }
    let shape = this.scopes.at(-1 - path.depth);
    let owner = 'the view';
    for (const part of path.parts) {
      const next: Shape | undefined = shape?.kind === 'object' ? shape.fields.get(part) : undefined;
      if (!next) {
        const known = shape?.kind === 'object' ? [...shape.fields.keys()].join(', ') : 'none';
        return this.refuse(path, `${owner} has no field "${part}"; its fields: ${known}`);
      }
      const isLast = part === path.parts.at(-1);
      const isCertain = shape?.kind !== 'object' || !shape.optional.has(part);
      if (!isLast && !isCertain && !this.certain.includes(part)) {
        const advice = `ask with {{#if ${part}}} first`;
        return this.refuse(path, `"${part}" is not always there: ${advice}`);
      }
      shape = next;
      owner = `"${part}"`;
    }
    if (!shape) return this.refuse(path, `"${path.original}" leads out of the view`);
    return shape;
  }

  private refuse(
    { loc }: { readonly loc: Parameters<typeof positionOf>[0] },
    message: string,
  ): undefined {
    this.problems.push({ ...positionOf(loc), message });
  }
}

function nameOf(expression: Expression): string {
  return String(expression.original ?? '');
}

function hasBlockParams({ program, inverse }: BlockStatement): boolean {
  return [program, inverse].some((each) => (each?.blockParams?.length ?? 0) > 0);
}
