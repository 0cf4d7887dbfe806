import type { CreatePortMappingDto, GuestPortDto, PortMappingDto } from '../api/types';

/** A mapping as it is being typed: numbers are still text, an empty host port means an automatic one. */
export interface PortDraft {
  key: number;
  protocol: PortMappingDto['protocol'];
  guestPort: string;
  hostPort: string;
}

export interface PortDraftErrors {
  guestPort?: string;
  hostPort?: string;
}

let nextKey = 1;

export function emptyDraft(): PortDraft {
  return { key: nextKey++, protocol: 'tcp', guestPort: '', hostPort: '' };
}

/** Keys come from the position, so that the same defaults stay the same fields. */
export function draftsOf(ports: GuestPortDto[]): PortDraft[] {
  return ports.map(({ protocol, guestPort }, index) => ({
    key: -1 - index,
    protocol,
    guestPort: String(guestPort),
    hostPort: '',
  }));
}

function portProblem(text: string): string | undefined {
  const port = Number(text);
  const isPort = /^\d+$/.test(text.trim()) && port >= 1 && port <= 65_535;
  return isPort ? undefined : 'A number from 1 to 65535.';
}

export function draftErrors({ guestPort, hostPort }: PortDraft): PortDraftErrors {
  const errors: PortDraftErrors = {};
  const guestProblem = portProblem(guestPort);
  if (guestProblem) errors.guestPort = guestProblem;
  const hostProblem = hostPort.trim() === '' ? undefined : portProblem(hostPort);
  if (hostProblem) errors.hostPort = hostProblem;
  return errors;
}

export function isRight(draft: PortDraft): boolean {
  return Object.keys(draftErrors(draft)).length === 0;
}

export function toCreatePort({ protocol, guestPort, hostPort }: PortDraft): CreatePortMappingDto {
  const body: CreatePortMappingDto = { protocol, guestPort: Number(guestPort) };
  if (hostPort.trim() !== '') body.hostPort = Number(hostPort);
  return body;
}

/** The server's words on the nth mapping: "ports.1.hostPort" or "ports[1].hostPort". */
export function serverErrorsOf(
  index: number,
  errors: { field: string; message: string }[],
): PortDraftErrors {
  const found: PortDraftErrors = {};
  for (const { field, message } of errors) {
    const match = /^ports[.[](\d+)\]?\.?(\w*)$/.exec(field);
    if (!match || Number(match[1]) !== index) continue;
    if (match[2] === 'hostPort') found.hostPort = message;
    else found.guestPort = message;
  }
  return found;
}
