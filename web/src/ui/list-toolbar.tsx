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
import { type ReactNode, useState } from 'react';

interface Props {
  /** The accessible name of the list: "Instances". */
  label: string;
  searchLabel: string;
  placeholder?: string;
  query: string;
  onQuery: (query: string) => void;
  filters?: ListFilterProps[];
  /** "3 of 12 images"; undefined while it is loading. */
  count: string | undefined;
  /** The button that creates an item. */
  action?: ReactNode;
  /** A second line: the actions on the selected rows. */
  children?: ReactNode;
}

/** The toolbar of a list: search, filters, the number of items, and the button that creates one. */
export function ListToolbar(props: Props) {
  const { label, searchLabel, placeholder = 'Search', query, onQuery } = props;
  const { filters = [], count, action, children } = props;
  return (
    <Toolbar aria-label={`${label} tools`} inset={{ default: 'insetNone' }}>
      <ToolbarContent>
        <ToolbarItem className="ps-search">
          <SearchInput
            aria-label={searchLabel}
            placeholder={placeholder}
            value={query}
            onChange={(_event, value) => onQuery(value)}
            onClear={() => onQuery('')}
          />
        </ToolbarItem>
        {filters.map((filter) => (
          <ToolbarItem key={filter.label}>
            <ListFilter {...filter} />
          </ToolbarItem>
        ))}
        {count !== undefined && (
          <ToolbarItem className="ps-count">
            <span className="ps-subtle ps-nowrap" role="status">
              {count}
            </span>
          </ToolbarItem>
        )}
        {action && <ToolbarItem align={{ default: 'alignEnd' }}>{action}</ToolbarItem>}
      </ToolbarContent>
      {children && <ToolbarContent>{children}</ToolbarContent>}
    </Toolbar>
  );
}

/** The value of the option "All": an option cannot have an empty value. */
const ALL = 'all';

interface Option {
  value: string;
  label: string;
}

interface OptionGroup {
  title: string;
  options: Option[];
}

interface ListFilterProps {
  /** The accessible name: "Filter by state". */
  label: string;
  /** An empty string means all. */
  value: string;
  onValue: (value: string) => void;
  /** The label of the option that does not filter: "All states". */
  allLabel: string;
  /** The label of the current value. */
  valueLabel?: string;
  options: Option[] | OptionGroup[];
}

/** A menu that filters a list by one property. */
function ListFilter({ label, value, onValue, allLabel, valueLabel, options }: ListFilterProps) {
  const [open, setOpen] = useState(false);
  return (
    <Select
      isOpen={open}
      isScrollable
      maxMenuHeight="26rem"
      onOpenChange={setOpen}
      selected={value || ALL}
      onSelect={(_event, chosen) => {
        onValue(chosen === ALL || typeof chosen !== 'string' ? '' : chosen);
        setOpen(false);
      }}
      toggle={(ref) => (
        <MenuToggle ref={ref} aria-label={label} isExpanded={open} onClick={() => setOpen(!open)}>
          <span className="ps-name ps-name-short">{(value && valueLabel) || allLabel}</span>
        </MenuToggle>
      )}
    >
      {/* Without its own group, the groups that follow would shrink it. */}
      <SelectGroup>
        <SelectList>
          <SelectOption value={ALL}>{allLabel}</SelectOption>
          {options.map(
            (option) => !('title' in option) && <Choice key={option.value} {...option} />,
          )}
        </SelectList>
      </SelectGroup>
      {options.map(
        (group) =>
          'title' in group && (
            <SelectGroup key={group.title} label={group.title}>
              <SelectList>
                {group.options.map((option) => (
                  <Choice key={option.value} {...option} />
                ))}
              </SelectList>
            </SelectGroup>
          ),
      )}
    </Select>
  );
}

function Choice({ value, label }: Option) {
  return <SelectOption value={value}>{label}</SelectOption>;
}
