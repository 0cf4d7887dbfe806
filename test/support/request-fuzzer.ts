import type { OpenAPIObject } from '@nestjs/swagger';
import {
  HOSTILE_BODIES,
  HOSTILE_HEADERS,
  HOSTILE_JSON,
  HOSTILE_QUERY,
  HOSTILE_SEGMENTS,
  type Random,
} from './hostile-values.js';

/** A request as it is sent. */
export interface FuzzedRequest {
  readonly method: string;
  /** Path and query, encoded. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** The existing names and credentials that a request can use. */
export interface Known {
  /** Ids and names, by the first part of the path or the name of the field. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  /** Values of the header Authorization; undefined for a request without it. */
  readonly authorizations: readonly [string | undefined, ...(string | undefined)[]];
}

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly query: readonly { readonly name: string; readonly schema: Schema }[];
  readonly body: Schema | undefined;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Makes requests for every route of an OpenAPI document: valid in most parts, and hostile in some. */
export class RequestFuzzer {
  readonly routes: readonly Route[];

  constructor(
    private readonly document: OpenAPIObject,
    private readonly random: Random,
    private readonly known: Known,
  ) {
    this.routes = Object.entries(document.paths).flatMap(([path, item]) =>
      METHODS.flatMap((method) => {
        const operation = item[method];
        if (!operation) return [];
        const { requestBody, parameters = [] } = operation;
        const content = requestBody && 'content' in requestBody ? requestBody.content : {};
        const query = parameters.flatMap((each) =>
          'in' in each && each.in === 'query'
            ? [{ name: each.name, schema: asSchema(each.schema ?? {}) }]
            : [],
        );
        const schema = content['application/json']?.schema;
        return [{ method, path, query, body: schema && asSchema(schema) }];
      }),
    );
  }

  /** Make a request. The index selects the route. */
  make(index: number): FuzzedRequest {
    const route = this.routes[index % this.routes.length];
    if (!route) throw new Error('The document has no routes');
    const { random } = this;
    const method = route.method === 'get' && random.chance(0.1) ? 'head' : route.method;
    const authorization = random.pick(this.known.authorizations);
    const body = this.body(route);
    const headers: Record<string, string> = {
      ...(authorization !== undefined && { Authorization: authorization }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(random.chance(0.3) && random.pick(HOSTILE_HEADERS)),
    };
    return { method: method.toUpperCase(), target: this.target(route), headers, body };
  }

  private target({ path, query }: Route): string {
    const kind = path.split('/')[3] ?? '';
    const filled = path.replaceAll(/\{\w+\}/g, () => this.segment(kind));
    const pathOrVariant = this.random.chance(0.03)
      ? this.random.pick([`${filled}/`, `/${filled}`, `${filled};x`])
      : filled;
    const pairs = query
      .filter(() => this.random.chance(0.4))
      .map(({ name, schema }) => `${name}=${this.queryValue(schema)}`);
    if (pairs[0] && this.random.chance(0.1)) pairs.push(pairs[0]);
    if (this.random.chance(0.1)) pairs.push(`${this.random.pick(HOSTILE_SEGMENTS)}=1`);
    return pairs.length > 0 ? `${pathOrVariant}?${pairs.join('&')}` : pathOrVariant;
  }

  private segment(kind: string): string {
    const names = this.known.names[kind] ?? [];
    const [first, ...more] = names;
    if (first !== undefined && this.random.chance(0.6)) return this.random.pick([first, ...more]);
    return this.random.pick(HOSTILE_SEGMENTS);
  }

  private queryValue(schema: Schema): string {
    if (this.random.chance(0.5)) return this.random.pick(HOSTILE_QUERY);
    return encodeURIComponent(String(this.valid('', schema, 0)).slice(0, 100));
  }

  private body({ method, body }: Route): string | undefined {
    if (method === 'get' || (method === 'delete' && !this.random.chance(0.1))) return undefined;
    if (this.random.chance(0.1)) return this.random.pick(HOSTILE_BODIES);
    return body ? JSON.stringify(this.value('', body, 0)) : undefined;
  }

  private value(name: string, schema: Schema, depth: number): unknown {
    if (depth > 0 && this.random.chance(0.12)) return this.random.pick(HOSTILE_JSON);
    return this.valid(name, schema, depth);
  }

  private valid(name: string, given: Schema, depth: number): unknown {
    const schema = this.resolve(given);
    const [first, ...more] = schema.enum ?? [];
    if (schema.enum && schema.enum.length > 0) return this.random.pick([first, ...more]);
    const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
    if (schema.properties) return this.object(schema, depth);
    if (type === 'array') {
      const length = this.random.whole(0, 2);
      return Array.from({ length }, () => this.value(name, schema.items ?? {}, depth + 1));
    }
    if (type === 'integer' || type === 'number') {
      const from = schema.minimum ?? 0;
      const edges = [from, from + 1, schema.maximum ?? from + 2] as const;
      return name === 'count' ? this.random.whole(1, 2) : this.random.pick(edges);
    }
    // A started guest uses a CPU, so most instances are not started.
    if (type === 'boolean')
      return name === 'start' ? this.random.chance(0.1) : this.random.chance(0.5);
    const [known, ...others] = this.known.names[`${name}s`] ?? [];
    if (known !== undefined && this.random.chance(0.8)) return this.random.pick([known, ...others]);
    return `fuzz-${this.random.whole(1, 20)}`;
  }

  private object({ properties = {}, required = [] }: Schema, depth: number): object {
    const fields = Object.entries(properties)
      .filter(([field]) =>
        this.random.chance(required.includes(field) || field === 'start' ? 0.95 : 0.4),
      )
      .map(([field, schema]): [string, unknown] => [field, this.value(field, schema, depth + 1)]);
    if (this.random.chance(0.05)) fields.push(['unknown', this.random.pick(HOSTILE_JSON)]);
    return Object.fromEntries(fields);
  }

  private resolve(schema: Schema): Schema {
    const reference = schema.$ref ?? schema.allOf?.[0]?.$ref;
    if (reference === undefined) return schema;
    const found = this.document.components?.schemas?.[reference.split('/').at(-1) ?? ''];
    return found ? asSchema(found) : {};
  }
}

/** Narrow a schema to the few members that are used here. */
function asSchema(schema: object): Schema {
  return schema;
}
