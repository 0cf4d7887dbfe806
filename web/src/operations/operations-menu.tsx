import { Badge, Button, Popover } from '@patternfly/react-core';
import { ListIcon } from '@patternfly/react-icons';

import { useOpenOperations } from '../live/queries';
import { OperationProgress } from './operation-progress';
import { sortOperations } from './operation-texts';

/** A button with the number of open operations of all users, and a list of them. */
export function OperationsMenu() {
  const operations = sortOperations(useOpenOperations());
  const count = operations.length;
  return (
    <Popover
      aria-label="Operations"
      className="ps-operations-popover"
      position="bottom-end"
      minWidth="22rem"
      maxWidth="26rem"
      headerContent="Operations in progress"
      bodyContent={
        count === 0 ? (
          <p className="ps-subtle">No operations in progress. Running operations appear here.</p>
        ) : (
          <div className="ps-operations">
            {operations.map((operation) => (
              <OperationProgress key={operation.id} operation={operation} />
            ))}
          </div>
        )
      }
    >
      <Button
        variant="plain"
        aria-label={count === 0 ? 'Operations' : `Operations, ${count} in progress`}
        icon={
          <span className="ps-counted">
            <ListIcon />
            {count > 0 && <Badge className="ps-operations-count">{count}</Badge>}
          </span>
        }
      />
    </Popover>
  );
}
