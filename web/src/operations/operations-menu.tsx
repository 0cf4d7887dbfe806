import { Badge, Button, Popover } from '@patternfly/react-core';
import { ListIcon } from '@patternfly/react-icons';

import { sortOperations } from './operation-texts';
import { useOpenOperations } from '../live/queries';
import { OperationProgress } from './operation-progress';

/** What is under way, whoever asked for it, behind a button that counts it. */
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
      headerContent="Under way"
      bodyContent={
        count === 0 ? (
          <p className="ps-subtle">
            Nothing is under way. What is asked for shows its progress here.
          </p>
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
        aria-label={count === 0 ? 'Operations' : `Operations, ${count} under way`}
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
