import { Table, Tbody, Td, Th, Thead, type ThProps, Tr } from '@patternfly/react-table';
import type { ReactNode } from 'react';

/** A column of a list. */
export interface ListColumn<Row> {
  /** The column header; on a narrow screen, the label of each value. */
  title: string;
  cell: (row: Row) => ReactNode;
  sort?: ThProps['sort'];
  width?: ThProps['width'];
  /** A column of actions or checkboxes has no visible title. */
  kind?: 'actions' | 'checkboxes';
  /** The header of the column instead of its title. */
  heading?: ReactNode;
}

interface Props<Row> {
  label: string;
  /** Columns that are false are omitted. */
  columns: (ListColumn<Row> | false)[];
  rows: Row[];
  className?: string;
}

/** The table of a list; on a narrow screen, each row is a card. */
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
