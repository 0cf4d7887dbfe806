import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { STATUS_CODES } from 'node:http';
import { ProblemDto } from './problem.js';

/** Document the error responses of a route: the status, and its codes with their reasons. */
export function ApiProblems(problems: Readonly<Record<number, string>>) {
  const always = { 401: '`unauthenticated`: no session and no token.', ...problems };
  return applyDecorators(
    ApiExtraModels(ProblemDto),
    ...Object.entries(always).map(([status, description]) =>
      ApiResponse({
        status: Number(status),
        description: `${STATUS_CODES[Number(status)] ?? 'Error'}. ${description}`,
        content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
      }),
    ),
  );
}

/** Document a 200 response `{ items, total }`. */
export function ApiPage(item: Type) {
  return applyDecorators(
    ApiExtraModels(item),
    ApiResponse({
      status: 200,
      description: 'One page of the collection.',
      schema: {
        type: 'object',
        required: ['items', 'total'],
        properties: {
          items: { type: 'array', items: { $ref: getSchemaPath(item) } },
          total: { type: 'integer', description: 'How many there are in all, over every page.' },
        },
      },
    }),
  );
}
