import { describe, expect, it } from 'vitest';

import {
  emptyPortDraft,
  portServerErrors,
  toCreatePort,
  toPortDrafts,
  validatePortDraft,
} from './port-drafts';

describe('port drafts', () => {
  it('omit an empty host port', () => {
    const [draft] = toPortDrafts([{ protocol: 'udp', guestPort: 53 }]);
    expect(draft && toCreatePort(draft)).toEqual({ protocol: 'udp', guestPort: 53 });
  });

  it('include the host port', () => {
    const draft = { ...emptyPortDraft(), guestPort: '22', hostPort: ' 40022 ' };
    expect(validatePortDraft(draft)).toEqual({});
    expect(toCreatePort(draft)).toEqual({ protocol: 'tcp', guestPort: 22, hostPort: 40_022 });
  });

  it.each(['', '0', '65536', '1e3', '-1', '22.5', 'ssh'])('refuse the guest port %j', (text) => {
    expect(validatePortDraft({ ...emptyPortDraft(), guestPort: text })).toHaveProperty('guestPort');
  });

  it('assign the errors of the server to their row and field', () => {
    const errors = [
      { field: 'ports.1.hostPort', message: 'taken' },
      { field: 'ports[0].guestPort', message: 'too high' },
      { field: 'name', message: 'bad' },
    ];
    expect(portServerErrors(0, errors)).toEqual({ guestPort: 'too high' });
    expect(portServerErrors(1, errors)).toEqual({ hostPort: 'taken' });
    expect(portServerErrors(2, errors)).toEqual({});
  });
});
