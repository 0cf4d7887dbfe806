import { MenuToggle, Select, SelectGroup, SelectList, SelectOption } from '@patternfly/react-core';
import { useState } from 'react';

/** No condition; '' is no value that an option can have. */
const ALL = 'all';

interface Option {
  value: string;
  words: string;
}

interface OptionGroup {
  title: string;
  options: Option[];
}

export interface ListFilterProps {
  /** What it filters by, for those who do not see the place. */
  label: string;
  /** '' is no condition. */
  value: string;
  onValue: (value: string) => void;
  /** The choice of no condition: "All states". */
  allWords: string;
  /** What the button says of a condition; the words of no condition stand where there is none. */
  words?: string;
  options: Option[] | OptionGroup[];
}

/** One condition of a list, behind a button that says what it is. */
export function ListFilter({ label, value, onValue, allWords, words, options }: ListFilterProps) {
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
          <span className="ps-name ps-name-short">{(value && words) || allWords}</span>
        </MenuToggle>
      )}
    >
      {/* In a group, or the groups that follow would squeeze it to nothing. */}
      <SelectGroup>
        <SelectList>
          <SelectOption value={ALL}>{allWords}</SelectOption>
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

function Choice({ value, words }: Option) {
  return <SelectOption value={value}>{words}</SelectOption>;
}
