import type RFB from '@novnc/novnc';
import { Button, Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import { ExpandIcon, ExternalLinkAltIcon, KeyboardIcon } from '@patternfly/react-icons';
import { useState } from 'react';

import { BASE_PATH } from '../api/base-path';
import type { InstanceDto } from '../api/types';
import { consoleWindowLink } from '../ui/links';
import { TypeTextDialog } from './type-text-dialog';

/** How the screen is shown. */
export interface ScreenOptions {
  /** Scaled to the size of the page; otherwise in its own size. */
  readonly fits: boolean;
  readonly viewOnly: boolean;
}

interface Props {
  instance: InstanceDto;
  rfb: RFB | null;
  options: ScreenOptions;
  isWindow: boolean;
  onOptions: (options: ScreenOptions) => void;
  onFullScreen: () => void;
}

/** A key with its symbol (https://www.rfc-editor.org/rfc/rfc6143#section-7.5.4) and its place. */
type Key = readonly [keysym: number, code: string];

const CONTROL: Key = [0xffe3, 'ControlLeft'];
const ALT: Key = [0xffe9, 'AltLeft'];
const functionKey = (number: number): Key => [0xffbd + number, `F${number}`];

/** Keys that the browser or the system keeps for itself. */
const COMBINATIONS: readonly { title: string; keys: readonly Key[] }[] = [
  { title: 'Ctrl + Alt + Delete', keys: [CONTROL, ALT, [0xffff, 'Delete']] },
  { title: 'Ctrl + Alt + Backspace', keys: [CONTROL, ALT, [0xff08, 'Backspace']] },
  ...[1, 2, 7].map((number) => ({
    title: `Ctrl + Alt + F${number}`,
    keys: [CONTROL, ALT, functionKey(number)],
  })),
  { title: 'Alt + Tab', keys: [ALT, [0xff09, 'Tab']] },
  { title: 'Alt + F4', keys: [ALT, functionKey(4)] },
  { title: 'Ctrl + W', keys: [CONTROL, [0x77, 'KeyW']] },
  { title: 'Escape', keys: [[0xff1b, 'Escape']] },
  { title: 'Print Screen', keys: [[0xff61, 'PrintScreen']] },
  { title: 'Windows key', keys: [[0xffeb, 'MetaLeft']] },
];

/** The actions of the screen. */
export function ScreenToolbar({
  instance,
  rfb,
  options,
  isWindow,
  onOptions,
  onFullScreen,
}: Props) {
  const [isTyping, setTyping] = useState(false);
  const isDisabled = !rfb || options.viewOnly;
  const send = (keys: readonly Key[]): void => {
    for (const [keysym, code] of keys) rfb?.sendKey(keysym, code, true);
    for (const [keysym, code] of keys.toReversed()) rfb?.sendKey(keysym, code, false);
    rfb?.focus();
  };
  return (
    <div className="ps-console-actions">
      <KeysMenu isDisabled={isDisabled} onSend={send} />
      <Button variant="secondary" size="sm" isDisabled={isDisabled} onClick={() => setTyping(true)}>
        Type text
      </Button>
      <ViewMenu options={options} onOptions={onOptions} />
      <Button
        variant="plain"
        size="sm"
        aria-label="Full screen"
        title="Full screen"
        icon={<ExpandIcon />}
        onClick={onFullScreen}
      />
      {!isWindow && (
        <Button
          variant="plain"
          size="sm"
          className="ps-console-own-window"
          aria-label="Open in its own window"
          title="Open in its own window"
          icon={<ExternalLinkAltIcon />}
          onClick={() =>
            window.open(
              `${BASE_PATH}${consoleWindowLink(instance.name)}`,
              `console-${instance.id}`,
              'popup,width=1040,height=860',
            )
          }
        />
      )}
      {isTyping && rfb && (
        <TypeTextDialog
          name={instance.name}
          press={(keysym, code, isDown) => rfb.sendKey(keysym, code, isDown)}
          onClose={() => setTyping(false)}
        />
      )}
    </div>
  );
}

function KeysMenu({
  isDisabled,
  onSend,
}: {
  isDisabled: boolean;
  onSend: (keys: readonly Key[]) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          size="sm"
          icon={<KeyboardIcon />}
          isExpanded={isOpen}
          isDisabled={isDisabled}
          onClick={() => setOpen(!isOpen)}
        >
          Send keys
        </MenuToggle>
      )}
    >
      <DropdownList>
        {COMBINATIONS.map(({ title, keys }) => (
          <DropdownItem key={title} onClick={() => onSend(keys)}>
            {title}
          </DropdownItem>
        ))}
      </DropdownList>
    </Dropdown>
  );
}

function ViewMenu({
  options,
  onOptions,
}: {
  options: ScreenOptions;
  onOptions: (options: ScreenOptions) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const { fits, viewOnly } = options;
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      toggle={(ref) => (
        <MenuToggle ref={ref} size="sm" isExpanded={isOpen} onClick={() => setOpen(!isOpen)}>
          View
        </MenuToggle>
      )}
    >
      <DropdownList>
        <DropdownItem isSelected={fits} onClick={() => onOptions({ ...options, fits: !fits })}>
          Fit to the page
        </DropdownItem>
        <DropdownItem
          isSelected={viewOnly}
          description="Keys and mouse are not sent"
          onClick={() => onOptions({ ...options, viewOnly: !viewOnly })}
        >
          View only
        </DropdownItem>
      </DropdownList>
    </Dropdown>
  );
}
