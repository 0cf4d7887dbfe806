import { Table, Tbody, Td, Th, Thead, Tr, type ThProps } from '@patternfly/react-table';
import type { ReactNode } from 'react';

export interface ListColumn<Row> {
  /** Over the column; on a narrow screen before each value. */
  title: string;
  cell: (row: Row) => ReactNode;
  sort?: ThProps['sort'];
  width?: ThProps['width'];
  /** A column of what can be done with a row has no title that is seen. */
  kind?: 'actions' | 'checkboxes';
  /** What stands over the column instead of its title. */
  heading?: ReactNode;
}

interface Props<Row> {
  label: string;
  /** Those that are false are left out. */
  columns: (ListColumn<Row> | false)[];
  rows: Row[];
  className?: string;
}

/** The table of a list: on a narrow screen, a card a row. */
export function ListTable<Row extends { id: string | number }>(props: Props<Row>) {
  const { label, rows, className = '' } = props;
  const columns = props.columns.filter((column) => column !== false);
  return (
    <div className="ps-scroll">
      <Table
        role="table"
        aria-label={label}
        className={`ps-table ${className}`}
        gridBreakPoint="grid-lg"
        variant="compact"
      >
        <Thead>
          <Tr>
            {columns.map((column) => (
              <Heading key={column.title} {...column} />
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {rows.map((row) => (
            <Tr key={row.id}>
              {columns.map(({ title, kind, cell }) => (
                <Td
                  key={title}
                  dataLabel={kind === undefined ? title : undefined}
                  className={classOf(kind)}
                >
                  {cell(row)}
                </Td>
              ))}
            </Tr>
          ))}
        </Tbody>
      </Table>
    </div>
  );
}

type HeadingProps = Pick<ListColumn<never>, 'title' | 'kind' | 'heading' | 'sort' | 'width'>;

function Heading({ title, kind, heading, sort, width }: HeadingProps) {
  if (kind === 'actions') return <Th screenReaderText={title} />;
  return (
    <Th modifier="nowrap" sort={sort} width={width} className={classOf(kind)}>
      {heading ?? title}
    </Th>
  );
}

function classOf(kind: ListColumn<never>['kind']): string | undefined {
  return kind === 'checkboxes' ? 'pf-v6-c-table__check' : undefined;
}
