import { Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import { AdjustIcon, DesktopIcon, MoonIcon, SunIcon } from '@patternfly/react-icons';
import { useCallback, useState, useSyncExternalStore } from 'react';

type ThemeChoice = 'system' | 'light' | 'dark';

const STORAGE_KEY = 'picostack.theme';
const DARK_CLASS = 'pf-v6-theme-dark';
const systemDark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function readChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    // The browser can block storage.
    return 'system';
  }
}

let choice = readChoice();

function applyTheme(): void {
  const dark = choice === 'dark' || (choice === 'system' && systemDark.matches);
  document.documentElement.classList.toggle(DARK_CLASS, dark);
  document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
}

/** Apply the theme before the first render, and follow changes of the system's theme. */
export function startTheme(): void {
  applyTheme();
  systemDark.addEventListener('change', applyTheme);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function useTheme(): [ThemeChoice, (next: ThemeChoice) => void] {
  const current = useSyncExternalStore(subscribe, () => choice);
  const change = useCallback((next: ThemeChoice) => {
    choice = next;
    try {
      localStorage.setItem(STORAGE_KEY, next);
    } catch {
      // The choice applies until the page is reloaded.
    }
    applyTheme();
    for (const listener of listeners) listener();
  }, []);
  return [current, change];
}

const CHOICES: { choice: ThemeChoice; title: string; icon: React.ReactNode }[] = [
  { choice: 'system', title: 'System', icon: <DesktopIcon /> },
  { choice: 'light', title: 'Light', icon: <SunIcon /> },
  { choice: 'dark', title: 'Dark', icon: <MoonIcon /> },
];

/** A menu to choose the theme. */
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
        {CHOICES.map(({ choice: value, title, icon }) => (
          <DropdownItem
            key={value}
            icon={icon}
            isSelected={value === theme}
            onClick={() => setTheme(value)}
          >
            {title}
          </DropdownItem>
        ))}
      </DropdownList>
    </Dropdown>
  );
}
