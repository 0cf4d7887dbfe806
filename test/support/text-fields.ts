import type { OpenAPIObject } from '@nestjs/swagger';

/** A string that a request can contain. */
export interface TextField {
  readonly method: string;
  readonly path: string;
  readonly name: string;
  /** Its name in a problem: `ports.0.hostAddress`. */
  readonly at: string;
  /** Its name in the title of a test. */
  readonly label: string;
  readonly inQuery: boolean;
  /** The example of the document, or `word`. */
  readonly valid: string;
  readonly hasExample: boolean;
  /** Create a body that contains only this string, with the given value. */
  bodyWith(text: string): unknown;
}

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly example?: unknown;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** List the strings in all JSON bodies of an OpenAPI document, including those in lists and objects. */
export function jsonTextFields(document: OpenAPIObject): TextField[] {
  return operationsOf(document).flatMap(({ method, path, operation }) => {
    const { requestBody } = operation;
    const content = requestBody && 'content' in requestBody ? requestBody.content : {};
    const schema = content['application/json']?.schema;
    const route = { method: method.toUpperCase(), path };
    return schema ? textsOf(document, schema, []).map((text) => bodyField(route, text)) : [];
  });
}

/** List the strings in all queries of an OpenAPI document. */
export function queryTextFields(document: OpenAPIObject): TextField[] {
  return operationsOf(document).flatMap(({ method, path, operation }) =>
    (operation.parameters ?? []).flatMap((parameter): TextField[] => {
      if (!('in' in parameter) || parameter.in !== 'query') return [];
      const { name, example } = parameter;
      const schema = resolve(document, parameter.schema ?? {});
      if (!isText(schema)) return [];
      const given = example ?? schema.example ?? schema.enum?.[0];
      return [
        {
          method: method.toUpperCase(),
          path,
          name,
          at: name,
          label: `${method.toUpperCase()} ${path}?${name}`,
          inQuery: true,
          ...exampleOf(given),
          bodyWith: () => undefined,
        },
      ];
    }),
  );
}

/** The path of a string in a body: the names of fields, and 0 for the first item of a list. */
interface Text {
  readonly steps: readonly (string | 0)[];
  readonly example: unknown;
}

function bodyField(route: { method: string; path: string }, { steps, example }: Text): TextField {
  const at = steps.join('.');
  return {
    ...route,
    name: String(steps.findLast((step) => typeof step === 'string')),
    at,
    label: `${route.method} ${route.path} ${at}`,
    inQuery: false,
    ...exampleOf(example),
    bodyWith: (text) =>
      steps.reduceRight<unknown>((inner, step) => (step === 0 ? [inner] : { [step]: inner }), text),
  };
}

function exampleOf(example: unknown): { valid: string; hasExample: boolean } {
  const isGiven = typeof example === 'string';
  return { valid: isGiven ? example : 'word', hasExample: isGiven };
}

function textsOf(document: OpenAPIObject, given: object, steps: readonly (string | 0)[]): Text[] {
  const schema = resolve(document, given);
  if (schema.properties) {
    return Object.entries(schema.properties).flatMap(([name, property]) =>
      textsOf(document, property, [...steps, name]),
    );
  }
  if (schema.items) {
    const [first]: unknown[] = Array.isArray(schema.example) ? schema.example : [];
    return textsOf(document, { example: first, ...schema.items }, [...steps, 0]);
  }
  return isText(schema) ? [{ steps, example: schema.example ?? schema.enum?.[0] }] : [];
}

function isText({ type }: Schema): boolean {
  return type === 'string' || (Array.isArray(type) && type.includes('string'));
}

function resolve(document: OpenAPIObject, schema: Schema): Schema {
  const reference = schema.$ref ?? schema.allOf?.[0]?.$ref ?? schema.oneOf?.[0]?.$ref;
  const name = reference?.split('/').at(-1);
  if (name === undefined) return schema;
  const found: Schema = document.components?.schemas?.[name] ?? {};
  return found;
}

function operationsOf(document: OpenAPIObject) {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ method, path, operation }] : [];
    }),
  );
}
