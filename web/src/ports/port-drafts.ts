import { LIMITS } from '@picostack/api-client/limits';

import type { CreatePortMappingDto, GuestPortDto, PortMappingDto } from '../api/types';

/** A port mapping in a form: numbers are text, and an empty host port means an automatic one. */
export interface PortDraft {
  key: number;
  protocol: PortMappingDto['protocol'];
  guestPort: string;
  hostPort: string;
}

/** The errors of a draft by field. */
export interface PortDraftErrors {
  guestPort?: string;
  hostPort?: string;
}

let nextKey = 1;

/** Create an empty draft. */
export function emptyPortDraft(): PortDraft {
  return { key: nextKey++, protocol: 'tcp', guestPort: '', hostPort: '' };
}

/** Create drafts from default ports. The keys depend on the position, so that React keeps the fields. */
export function toPortDrafts(ports: GuestPortDto[]): PortDraft[] {
  return ports.map(({ protocol, guestPort }, index) => ({
    key: -1 - index,
    protocol,
    guestPort: String(guestPort),
    hostPort: '',
  }));
}

/** Return the error of a port number; undefined if it is valid. */
function validatePort(
  text: string,
  { minimum, maximum }: { minimum: number; maximum: number },
): string | undefined {
  const port = Number(text);
  const isValid = /^\d+$/.test(text.trim()) && port >= minimum && port <= maximum;
  return isValid ? undefined : `Enter a number from ${minimum} to ${maximum}.`;
}

/** Return the errors of a draft. */
export function validatePortDraft({ guestPort, hostPort }: PortDraft): PortDraftErrors {
  const errors: PortDraftErrors = {};
  const limits = LIMITS.CreatePortMappingDto;
  const guestError = validatePort(guestPort, limits.guestPort);
  if (guestError) errors.guestPort = guestError;
  const hostError = hostPort.trim() === '' ? undefined : validatePort(hostPort, limits.hostPort);
  if (hostError) errors.hostPort = hostError;
  return errors;
}

/** Check whether a draft has no errors. */
export function isPortDraftValid(draft: PortDraft): boolean {
  return Object.keys(validatePortDraft(draft)).length === 0;
}

/** Convert a draft to the body of a request. */
export function toCreatePort({ protocol, guestPort, hostPort }: PortDraft): CreatePortMappingDto {
  const body: CreatePortMappingDto = { protocol, guestPort: Number(guestPort) };
  if (hostPort.trim() !== '') body.hostPort = Number(hostPort);
  return body;
}

/** Return the server's errors of the nth mapping, whose fields are "ports.1.hostPort" or "ports[1].hostPort". */
export function portServerErrors(
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
