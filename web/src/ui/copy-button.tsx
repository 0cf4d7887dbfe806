import { Button, Tooltip } from '@patternfly/react-core';
import { CheckIcon, CopyIcon } from '@patternfly/react-icons';
import { type ReactNode, useEffect, useState } from 'react';

interface Props {
  text: string;
  /** The accessible name: what is copied. */
  label: string;
  icon?: ReactNode;
  /** The tooltip; the text itself by default. */
  tooltip?: string;
}

const CONFIRM_MS = 2000;

/** A button that copies a text. */
export function CopyButton({ text, label, icon = <CopyIcon />, tooltip = text }: Props) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(null), CONFIRM_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const content =
    outcome === 'copied' ? 'Copied' : outcome === 'failed' ? `Could not copy: ${tooltip}` : tooltip;
  return (
    <Tooltip content={content}>
      <Button
        variant="plain"
        className="ps-inline-copy"
        aria-label={label}
        icon={outcome === 'copied' ? <CheckIcon /> : icon}
        onClick={() => {
          void copyText(text).then((copied) => setOutcome(copied ? 'copied' : 'failed'));
        }}
      />
    </Tooltip>
  );
}

/** Copy a text. Browsers offer the clipboard API only over https and on localhost. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyThroughSelection(text);
  }
}

function copyThroughSelection(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.setAttribute('readonly', '');
  field.style.position = 'fixed';
  field.style.opacity = '0';
  document.body.append(field);
  field.select();
  try {
    // Deprecated, but the only way on a page over http.
    return document.execCommand('copy');
  } finally {
    field.remove();
  }
}
