import {
  type FindOperator,
  type FindOptionsOrder,
  type FindOptionsRelations,
  type FindOptionsSelect,
  type FindOptionsWhere,
  type ObjectLiteral,
  QueryFailedError,
  Raw,
  type Repository,
} from 'typeorm';
import { type ListQueryDto, type Page, sortOf } from '../common/http/list-query.js';
import { search } from '../common/search.js';
import { UUID_PATTERN } from '../common/http/names.js';

interface NamedRecord extends ObjectLiteral {
  id: string;
  name: string;
}

/** The condition for a lookup: by id, or by name if the text is not an id. */
export function byIdOrName(text: string): { id: string } | { name: string } {
  return UUID_PATTERN.test(text) ? { id: text } : { name: text };
}

/** Find a record by id, or by name if the text is not an id. */
export function findByIdOrName<T extends NamedRecord>(
  repository: Repository<T>,
  idOrName: string,
  relations: FindOptionsRelations<T> = {},
): Promise<T | null> {
  const where = byIdOrName(idOrName);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- TypeORM's type cannot see through T that it has id and name
  return repository.findOne({ where: where as FindOptionsWhere<T>, relations });
}

/** How a list can be sorted, searched and filtered. */
export interface ListOptions<T> {
  readonly sortable: readonly string[];
  readonly defaultSort?: string;
  /** The fields that `q` searches; by default the name. */
  readonly searchable?: readonly string[];
  readonly filters?: FindOptionsWhere<T>;
  readonly relations?: FindOptionsRelations<T>;
  /** The fields to read; by default all. */
  readonly select?: FindOptionsSelect<T>;
}

/**
 * Read a page of a list: search, order, filters.
 * @throws InvalidInputError if `sort` is not one of `sortable`
 */
export async function listPage<T extends ObjectLiteral>(
  repository: Repository<T>,
  query: ListQueryDto,
  options: ListOptions<T>,
): Promise<Page<T>> {
  const { sortable, defaultSort = 'name', searchable = ['name'] } = options;
  const { filters = {}, relations = {}, select } = options;
  const { q, limit = 100, offset = 0 } = query;
  const { field, descending } = sortOf(query, sortable, defaultSort);
  const direction = descending ? 'DESC' : 'ASC';
  // The id decides between equal rows; otherwise a row could be on two pages, and another on none.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked against `sortable` above; a computed key has no narrower type
  const order = { [field]: direction, id: direction } as object as FindOptionsOrder<T>;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the fields are T's own; a computed key has no narrower type
  const where = (
    q ? searchable.map((name) => ({ ...filters, [name]: contains(q) })) : filters
  ) as FindOptionsWhere<T>;
  const [items, total] = await repository.findAndCount({
    where,
    relations,
    ...(select && { select }),
    order,
    take: limit,
    skip: offset,
  });
  return { items, total };
}

/** Tags are stored as JSON, which writes the characters of a tag as they are. LIKE would ignore case. */
export function hasTag(tag: string): FindOperator<string> {
  return Raw((column) => `REPLACE(${column}, :tag, '') <> ${column}`, { tag: JSON.stringify(tag) });
}

/** Values that the database returns as the records have them. */
const PLAIN_TYPES: readonly unknown[] = ['text', 'integer', 'real'];

/**
 * Read the records with these values in a column, in any order, without relations and without the columns that are not
 * selected by default. It returns what `findBy` does, without the query builder and its work for joins in each column of each
 * row: a list of instances takes a fraction of the time.
 */
export async function readRows<T extends ObjectLiteral>(
  repository: Repository<T>,
  column: keyof T & string,
  values: readonly string[],
): Promise<T[]> {
  if (values.length === 0) return [];
  const { metadata, manager } = repository;
  const { driver } = manager.dataSource;
  const columns = metadata.columns.filter(({ isSelect }) => isSelect);
  const names = columns.map(({ databaseName }) => driver.escape(databaseName));
  const parameters = values.map((_, index) => driver.createParameter(column, index));
  const rows: ObjectLiteral[] = await manager.query(
    `SELECT ${names.join(', ')} FROM ${driver.escape(metadata.tableName)} ` +
      `WHERE ${driver.escape(column)} IN (${parameters.join(', ')})`,
    [...values],
  );
  const converted = columns.filter(
    ({ type, transformer }) => transformer !== undefined || !PLAIN_TYPES.includes(type),
  );
  return rows.map((row) => {
    for (const each of converted) {
      row[each.propertyName] = driver.prepareHydratedValue(row[each.databaseName], each);
    }
    return Object.assign(repository.create(), row);
  });
}

/** Find records by their ids; null and unknown ids are left out. */
export async function byId<T extends { id: string }>(
  repository: Repository<T>,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, T>> {
  const known = new Set(ids.filter((id) => id !== null));
  const found = await readRows(repository, 'id', [...known]);
  return new Map(found.map((record) => [record.id, record]));
}

/**
 * Find rows whose column contains the text of `q`, see {@link search}. `LOWER` is picostack's own function, see
 * `data-source-options.ts`; SQLite's own knows only ASCII.
 */
export function contains(q: string): FindOperator<string> {
  const { likePattern } = search(q);
  return Raw((column) => `LOWER(${column}) LIKE :likePattern ESCAPE '\\'`, { likePattern });
}

/**
 * Check whether a statement failed because such a row exists.
 * @param column only if the value of this column, such as `mac`, exists
 */
export function isUniqueViolation(error: unknown, column?: string): boolean {
  if (!hasCode(error, 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY')) return false;
  return column === undefined || columnsOf(error).includes(column);
}

/** SQLite names the columns only in the message: "UNIQUE constraint failed: instance.name". */
function columnsOf(error: unknown): string[] {
  const message = error instanceof QueryFailedError ? error.message : '';
  const [, columns = ''] = /constraint failed: ([\w., ]+)/.exec(message) ?? [];
  return columns.split(/, */).map((column) => column.replace(/^.*\./, ''));
}

/** Check whether a statement failed because other rows refer to this one, or it refers to a missing row. */
export function isForeignKeyViolation(error: unknown): boolean {
  return hasCode(error, 'SQLITE_CONSTRAINT_FOREIGNKEY');
}

function hasCode(error: unknown, ...codes: string[]): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const cause: unknown = error.driverError;
  return cause instanceof Error && 'code' in cause && codes.includes(String(cause.code));
}
