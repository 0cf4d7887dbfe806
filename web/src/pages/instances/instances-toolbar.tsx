import {
  Button,
  MenuToggle,
  SearchInput,
  Select,
  SelectList,
  SelectOption,
  Toolbar,
  ToolbarContent,
  ToolbarGroup,
  ToolbarItem,
} from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';

import type { InstanceDto } from '../../api/types';
import { DeleteInstancesDialog } from '../../components/instances/delete-instances-dialog';
import { isLegal, type InstanceCommand } from '../../format/instance-commands';
import { useInstanceCommand } from '../../hooks/use-instance-actions';

interface StateCount {
  state: string;
  word: string;
  count: number;
}

interface Props {
  query: string;
  onQuery: (query: string) => void;
  stateFilter: string;
  onStateFilter: (state: string) => void;
  states: StateCount[];
  shown: number;
  total: number;
  selected: InstanceDto[];
  onClearSelection: () => void;
  launchButton: ReactNode;
}

export function InstancesToolbar(props: Props) {
  const { query, onQuery, shown, total, selected, launchButton } = props;
  const count = shown === total ? `${total}` : `${shown} of ${total}`;
  return (
    <Toolbar aria-label="Instances tools" inset={{ default: 'insetNone' }}>
      <ToolbarContent>
        <ToolbarItem className="ps-search">
          <SearchInput
            aria-label="Search instances"
            placeholder="Search"
            value={query}
            onChange={(_event, value) => onQuery(value)}
            onClear={() => onQuery('')}
          />
        </ToolbarItem>
        <ToolbarItem>
          <StateFilter {...props} />
        </ToolbarItem>
        <ToolbarItem className="ps-count">
          <span className="ps-subtle ps-nowrap" role="status">
            {count} {total === 1 ? 'instance' : 'instances'}
          </span>
        </ToolbarItem>
        {launchButton && <ToolbarItem align={{ default: 'alignEnd' }}>{launchButton}</ToolbarItem>}
      </ToolbarContent>
      {selected.length > 0 && (
        <ToolbarContent>
          <BulkActions selected={selected} onClear={props.onClearSelection} />
        </ToolbarContent>
      )}
    </Toolbar>
  );
}

const ALL = 'all';

function StateFilter({ states, stateFilter, onStateFilter, total }: Props) {
  const [open, setOpen] = useState(false);
  const current = states.find(({ state }) => state === stateFilter);
  return (
    <Select
      isOpen={open}
      onOpenChange={setOpen}
      selected={stateFilter || ALL}
      onSelect={(_event, value) => {
        onStateFilter(value === ALL || typeof value !== 'string' ? '' : value);
        setOpen(false);
      }}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          aria-label="Filter by state"
          isExpanded={open}
          onClick={() => setOpen(!open)}
        >
          {current?.word ?? 'All states'}
        </MenuToggle>
      )}
    >
      <SelectList>
        <SelectOption value={ALL}>All states ({total})</SelectOption>
        {states.map(({ state, word, count }) => (
          <SelectOption key={state} value={state}>
            {word} ({count})
          </SelectOption>
        ))}
      </SelectList>
    </Select>
  );
}

interface BulkProps {
  selected: InstanceDto[];
  onClear: () => void;
}

/** What can be done with all chosen instances at once; those that it is not legal for are left alone. */
function BulkActions({ selected, onClear }: BulkProps) {
  const { run, busy } = useInstanceCommand();
  const [deleting, setDeleting] = useState(false);
  const legalFor = (command: InstanceCommand): InstanceDto[] =>
    selected.filter((instance) => isLegal(instance, command));
  const button = (command: InstanceCommand, title: string) => {
    const targets = legalFor(command);
    return (
      <ToolbarItem>
        <Button
          variant="secondary"
          isDisabled={busy || targets.length === 0}
          onClick={() => void run(command, targets)}
        >
          {title}
        </Button>
      </ToolbarItem>
    );
  };
  return (
    <ToolbarGroup role="group" aria-label="Selected instances">
      <ToolbarItem alignSelf="center">
        <strong className="ps-nowrap">{selected.length} selected</strong>
      </ToolbarItem>
      {button('start', 'Start')}
      {button('stop', 'Stop')}
      <ToolbarItem>
        <Button
          variant="secondary"
          isDanger
          isDisabled={
            legalFor('delete').length === 0 && !selected.some(({ isProtected }) => isProtected)
          }
          onClick={() => setDeleting(true)}
        >
          Delete
        </Button>
      </ToolbarItem>
      <ToolbarItem>
        <Button variant="link" onClick={onClear}>
          Clear selection
        </Button>
      </ToolbarItem>
      {deleting && (
        <DeleteInstancesDialog instances={selected} onClose={() => setDeleting(false)} />
      )}
    </ToolbarGroup>
  );
}
