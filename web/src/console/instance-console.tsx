import type RFB from '@novnc/novnc';
import {
  Alert,
  Button,
  EmptyState,
  EmptyStateBody,
  EmptyStateFooter,
  Label,
  Spinner,
} from '@patternfly/react-core';
import { PowerOffIcon } from '@patternfly/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';

import { queryKeys } from '../api/query-client';
import type { InstanceDto } from '../api/types';
import { isAllowed } from '../instances/instance-commands';
import { useInstanceCommand } from '../instances/instance-mutations';
import { useCanEdit } from '../session/session';
import './console.css';
import { readViewers } from './requests';
import { type ScreenOptions, ScreenToolbar } from './screen-toolbar';
import { type ScreenPhase, useScreen } from './use-screen';

const VIEWERS_INTERVAL_MS = 5000;

interface Props {
  instance: InstanceDto;
  /** Whether the screen is all that the window shows. */
  isWindow?: boolean;
}

/** The tab with the screen of a guest, its keyboard and its mouse. */
export function InstanceConsole({ instance, isWindow = false }: Props) {
  const canEdit = useCanEdit();
  if (!canEdit) {
    return (
      <EmptyState titleText="The console needs the role operator" headingLevel="h2">
        <EmptyStateBody>Ask an administrator for it.</EmptyStateBody>
      </EmptyState>
    );
  }
  return <Screen instance={instance} isWindow={isWindow} />;
}

function Screen({ instance, isWindow }: Required<Props>) {
  const frame = useRef<HTMLDivElement>(null);
  const target = useRef<HTMLDivElement>(null);
  const [options, setOptions] = useState<ScreenOptions>({ fits: true, viewOnly: false });
  const { phase, rfb, retry } = useScreen(target, instance);

  useEffect(() => {
    if (rfb) apply(options, rfb);
  }, [rfb, options]);
  useEffect(() => {
    if (isWindow) rfb?.focus();
  }, [rfb, isWindow]);

  return (
    <div ref={frame} className={isWindow ? 'ps-console ps-console-window' : 'ps-console'}>
      <div className="ps-console-bar">
        <div className="ps-console-status" role="status">
          <PhaseLabel phase={phase} />
          <OtherViewers instance={instance} isConnected={phase.kind === 'connected'} />
        </div>
        <ScreenToolbar
          instance={instance}
          rfb={rfb}
          options={options}
          isWindow={isWindow}
          onOptions={setOptions}
          onFullScreen={() => void frame.current?.requestFullscreen().then(() => rfb?.focus())}
        />
      </div>
      {phase.kind === 'refused' && (
        <Alert
          isInline
          variant="warning"
          title="The screen cannot be shown"
          actionLinks={
            <Button variant="link" isInline onClick={retry}>
              Try again
            </Button>
          }
        >
          {phase.reason}
        </Alert>
      )}
      {phase.kind === 'off' && <GuestIsOff instance={instance} />}
      <div
        ref={target}
        className="ps-console-screen"
        hidden={phase.kind === 'off' || phase.kind === 'refused'}
        onKeyDownCapture={(event) => {
          if (!(event.ctrlKey && event.altKey && event.shiftKey)) return;
          event.preventDefault();
          rfb?.blur();
          frame.current?.querySelector<HTMLElement>('button:not(:disabled)')?.focus();
        }}
      />
      {phase.kind === 'connected' && (
        <p className="ps-subtle ps-small">
          Keys go to the guest while the screen has the focus. Ctrl + Alt + Shift leaves it.
        </p>
      )}
    </div>
  );
}

function apply({ fits, viewOnly }: ScreenOptions, rfb: RFB): void {
  rfb.scaleViewport = fits;
  rfb.viewOnly = viewOnly;
}

function PhaseLabel({ phase }: { phase: ScreenPhase }) {
  switch (phase.kind) {
    case 'connected':
      return <Label color="green">Connected</Label>;
    case 'connecting':
      return (
        <Label color="blue" icon={<Spinner isInline aria-hidden />}>
          Connecting
        </Label>
      );
    case 'lost':
      return <Label color="orange">Connection lost, trying again</Label>;
    case 'off':
      return <Label>Off</Label>;
    case 'refused':
      return <Label color="orange">Not available</Label>;
  }
}

/** The names of those who have the console open, too. */
function OtherViewers({ instance, isConnected }: { instance: InstanceDto; isConnected: boolean }) {
  const { data = [] } = useQuery({
    queryKey: queryKeys.consoleViewers(instance.id),
    queryFn: ({ signal }) => readViewers(instance.id, signal),
    enabled: isConnected,
    refetchInterval: VIEWERS_INTERVAL_MS,
    staleTime: 0,
  });
  // One of them is this one.
  if (!isConnected || data.length < 2) return null;
  const names = [...new Set(data.map(({ actor }) => actor))].join(', ');
  return (
    <span className="ps-subtle ps-small">
      {data.length} viewers: {names}
    </span>
  );
}

function GuestIsOff({ instance }: { instance: InstanceDto }) {
  const { run, busy } = useInstanceCommand();
  return (
    <EmptyState titleText={`${instance.name} is off`} icon={PowerOffIcon} headingLevel="h2">
      <EmptyStateBody>The screen appears here when it runs.</EmptyStateBody>
      {isAllowed(instance, 'start') && (
        <EmptyStateFooter>
          <Button isDisabled={busy} onClick={() => void run('start', [instance])}>
            Start
          </Button>
        </EmptyStateFooter>
      )}
    </EmptyState>
  );
}
