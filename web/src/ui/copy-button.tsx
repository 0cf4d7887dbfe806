import { Button, Tooltip } from '@patternfly/react-core';
import { CheckIcon, CopyIcon } from '@patternfly/react-icons';
import { useEffect, useState, type ReactNode } from 'react';

import { copyText } from './copy-text';

interface Props {
  text: string;
  /** What is copied, for those who do not see the icon. */
  label: string;
  icon?: ReactNode;
  /** The tooltip, when the text itself is too long for one. */
  says?: string;
}

const CONFIRM_MS = 2000;

export function CopyButton({ text, label, icon = <CopyIcon />, says = text }: Props) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(null), CONFIRM_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const tip =
    outcome === 'copied' ? 'Copied' : outcome === 'failed' ? `Copy by hand: ${says}` : says;
  return (
    <Tooltip content={tip}>
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
