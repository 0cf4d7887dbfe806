import {
  type FindOptionsOrder,
  type FindOptionsRelations,
  type FindOptionsWhere,
  Like,
  type ObjectLiteral,
  QueryFailedError,
  type Repository,
} from 'typeorm';
import { InvalidInputError } from '../common/errors.js';
import type { ListQueryDto, Page } from '../common/http/list-query.js';
import { UUID_PATTERN } from '../common/http/names.js';

interface NamedRecord extends ObjectLiteral {
  id: string;
  name: string;
}

/** What a record is looked up by: its id, or, where the text is no id, its name. */
export function byIdOrName(text: string): { id: string } | { name: string } {
  return UUID_PATTERN.test(text) ? { id: text } : { name: text };
}

/** The record with that id, or, where it is no id, with that name. */
export function findByIdOrName<T extends NamedRecord>(
  repository: Repository<T>,
  idOrName: string,
  relations: FindOptionsRelations<T> = {},
): Promise<T | null> {
  const where = byIdOrName(idOrName);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- TypeORM's type cannot see through T that it has id and name
  return repository.findOne({ where: where as FindOptionsWhere<T>, relations });
}

/** What a collection may be ordered by, and what of it is asked for. */
export interface ListOptions<T> {
  readonly sortable: readonly string[];
  readonly defaultSort?: string;
  readonly filters?: FindOptionsWhere<T>;
  readonly relations?: FindOptionsRelations<T>;
}

/**
 * One page of a collection: search in the name, order, filters.
 * @throws InvalidInputError where it is to be ordered by a field that is not in `sortable`
 */
export async function listPage<T extends NamedRecord>(
  repository: Repository<T>,
  query: ListQueryDto,
  options: ListOptions<T>,
): Promise<Page<T>> {
  const { sortable, defaultSort = 'name', filters = {}, relations = {} } = options;
  const { q, sort = defaultSort, limit = 100, offset = 0 } = query;
  const field = sort.replace(/^-/, '');
  if (!sortable.includes(field)) {
    const list = sortable.join(', ');
    throw new InvalidInputError(`The list cannot be ordered by "${field}".`, [
      { field: 'sort', message: `must be one of ${list}, with or without a leading "-"` },
    ]);
  }
  // Names hold no % and no _ other than their own underscore, which LIKE takes for any one character: good enough to search.
  const search = q ? { name: Like(`%${q.replaceAll('%', '')}%`) } : {};
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked against `sortable` above; a computed key has no narrower type
  const order = { [field]: sort.startsWith('-') ? 'DESC' : 'ASC' } as FindOptionsOrder<T>;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- T has a name, which the mapped type hides
  const where = { ...search, ...filters } as FindOptionsWhere<T>;
  const [items, total] = await repository.findAndCount({
    where,
    relations,
    order,
    take: limit,
    skip: offset,
  });
  return { items, total };
}

/** Whether a statement failed because such a row is there already. */
export function isUniqueViolation(error: unknown): boolean {
  return hasCode(error, 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY');
}

/** Whether a statement failed because other rows refer to this one, or the one it refers to is not there. */
export function isForeignKeyViolation(error: unknown): boolean {
  return hasCode(error, 'SQLITE_CONSTRAINT_FOREIGNKEY');
}

function hasCode(error: unknown, ...codes: string[]): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const cause: unknown = error.driverError;
  return cause instanceof Error && 'code' in cause && codes.includes(String(cause.code));
}
