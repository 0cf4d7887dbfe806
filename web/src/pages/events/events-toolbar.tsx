import {
  MenuToggle,
  SearchInput,
  Select,
  SelectGroup,
  SelectList,
  SelectOption,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';

import { actorWords, KIND_GROUPS, KIND_WORDS, kindFilterWords } from '../../format/events';
import { useKnownActors } from '../../hooks/use-known-actors';

interface Props {
  query: string;
  onQuery: (query: string) => void;
  kind: string;
  onKind: (kind: string) => void;
  actor: string;
  onActor: (actor: string) => void;
  /** Undefined until it is known. */
  total: number | undefined;
}

/** The filters of the events. */
export function EventsToolbar({ query, onQuery, kind, onKind, actor, onActor, total }: Props) {
  const actors = useKnownActors(actor);
  return (
    <Toolbar aria-label="Events tools" inset={{ default: 'insetNone' }}>
      <ToolbarContent>
        <ToolbarItem className="ps-search">
          <SearchInput
            aria-label="Search events by what they are about"
            placeholder="Name"
            value={query}
            onChange={(_event, value) => onQuery(value)}
            onClear={() => onQuery('')}
          />
        </ToolbarItem>
        <ToolbarItem>
          <Filter
            label="Filter by what happened"
            value={kind}
            words={kindFilterWords(kind) ?? 'All kinds'}
            onValue={onKind}
          >
            {/* In a group, or the list that follows would squeeze it to nothing. */}
            <SelectGroup>
              <SelectList>
                <SelectOption value={ALL}>All kinds</SelectOption>
              </SelectList>
            </SelectGroup>
            {KIND_GROUPS.map(({ group, title }) => (
              <SelectGroup key={group} label={title}>
                <SelectList>
                  <SelectOption value={`${group}.*`}>Any of these</SelectOption>
                  {kindsOf(group).map(([each, words]) => (
                    <SelectOption key={each} value={each}>
                      {words}
                    </SelectOption>
                  ))}
                </SelectList>
              </SelectGroup>
            ))}
          </Filter>
        </ToolbarItem>
        <ToolbarItem>
          <Filter
            label="Filter by who did it"
            value={actor}
            words={actor === '' ? 'Anybody' : actorWords(actor)}
            onValue={onActor}
          >
            <SelectList>
              <SelectOption value={ALL}>Anybody</SelectOption>
              {actors.map((each) => (
                <SelectOption key={each} value={each}>
                  {actorWords(each)}
                </SelectOption>
              ))}
            </SelectList>
          </Filter>
        </ToolbarItem>
        {total !== undefined && (
          <ToolbarItem className="ps-count">
            <span className="ps-subtle ps-nowrap" role="status">
              {total} {total === 1 ? 'event' : 'events'}
            </span>
          </ToolbarItem>
        )}
      </ToolbarContent>
    </Toolbar>
  );
}

const ALL = 'all';

interface FilterProps {
  label: string;
  value: string;
  /** What the button says. */
  words: string;
  onValue: (value: string) => void;
  children: ReactNode;
}

function Filter({ label, value, words, onValue, children }: FilterProps) {
  const [open, setOpen] = useState(false);
  return (
    <Select
      isOpen={open}
      isScrollable
      onOpenChange={setOpen}
      selected={value || ALL}
      onSelect={(_event, chosen) => {
        onValue(chosen === ALL || typeof chosen !== 'string' ? '' : chosen);
        setOpen(false);
      }}
      toggle={(ref) => (
        <MenuToggle ref={ref} aria-label={label} isExpanded={open} onClick={() => setOpen(!open)}>
          <span className="ps-name ps-name-short">{words}</span>
        </MenuToggle>
      )}
    >
      {children}
    </Select>
  );
}

function kindsOf(group: string): [string, string][] {
  return Object.entries(KIND_WORDS).filter(([kind]) => kind.startsWith(`${group}.`));
}
