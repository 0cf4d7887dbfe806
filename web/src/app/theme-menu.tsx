import { Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import { AdjustIcon, DesktopIcon, MoonIcon, SunIcon } from '@patternfly/react-icons';
import { useState } from 'react';

import { useTheme, type ThemeChoice } from './use-theme';

const CHOICES: { choice: ThemeChoice; title: string; icon: React.ReactNode }[] = [
  { choice: 'system', title: 'Like the system', icon: <DesktopIcon /> },
  { choice: 'light', title: 'Light', icon: <SunIcon /> },
  { choice: 'dark', title: 'Dark', icon: <MoonIcon /> },
];

export function ThemeMenu() {
  const [theme, setTheme] = useTheme();
  const [open, setOpen] = useState(false);
  return (
    <Dropdown
      isOpen={open}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      popperProps={{ position: 'right' }}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          variant="plain"
          aria-label="Theme"
          isExpanded={open}
          onClick={() => setOpen(!open)}
          icon={<AdjustIcon />}
        />
      )}
    >
      <DropdownList>
        {CHOICES.map(({ choice, title, icon }) => (
          <DropdownItem
            key={choice}
            icon={icon}
            isSelected={choice === theme}
            onClick={() => setTheme(choice)}
          >
            {title}
          </DropdownItem>
        ))}
      </DropdownList>
    </Dropdown>
  );
}
