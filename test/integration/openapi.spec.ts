import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Schema {
  readonly description?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly allOf?: readonly Schema[];
}

interface Route {
  readonly summary?: string;
  readonly security?: readonly object[];
  readonly responses: Readonly<Record<string, { description: string; content?: object }>>;
  readonly parameters?: readonly { name: string; in: string; description?: string }[];
}

interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Route>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Generated from the server; `npm run check` proves that it is up to date. */
const document = JSON.parse(
  readFileSync('packages/api-client/openapi.json', 'utf8'),
) as ApiDocument;
const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, route]) => ({
    at: `${method.toUpperCase()} ${path}`,
    route,
  })),
);

describe('the OpenAPI document', () => {
  it('describes every field of every schema', () => {
    const undescribed = Object.entries(document.components.schemas).flatMap(([name, schema]) =>
      Object.entries(schema.properties ?? {})
        .filter(([, property]) => !property.description && !property.$ref)
        .map(([field]) => `${name}.${field}`),
    );
    expect(undescribed).toEqual([]);
  });

  it('has a summary of each route', () => {
    expect(routes.filter(({ route }) => !route.summary).map(({ at }) => at)).toEqual([]);
  });

  it('describes every query parameter', () => {
    const undescribed = routes.flatMap(({ at, route }) =>
      (route.parameters ?? [])
        .filter((parameter) => parameter.in === 'query' && !parameter.description)
        .map((parameter) => `${at} ${parameter.name}`),
    );
    expect(undescribed).toEqual([]);
  });

  it('lists the errors of each protected route as problems', () => {
    const protectedRoutes = routes.filter(
      ({ at, route }) => route.security?.length !== 0 && !/\/(healthz|readyz)$/.test(at),
    );
    const incomplete = protectedRoutes.filter(({ route }) => {
      const errors = Object.entries(route.responses).filter(([status]) => Number(status) >= 400);
      return (
        !errors.some(([status]) => status === '401') ||
        errors.some(([, { content }]) => !content || !('application/problem+json' in content))
      );
    });
    expect(incomplete.map(({ at }) => at)).toEqual([]);
  });
});
