import { describe, expect, it } from 'vitest';

import { draftErrors, draftsOf, emptyDraft, serverErrorsOf, toCreatePort } from './port-drafts';

describe('port drafts', () => {
  it('leave the host port to the server when it is empty', () => {
    const [draft] = draftsOf([{ protocol: 'udp', guestPort: 53 }]);
    expect(draft && toCreatePort(draft)).toEqual({ protocol: 'udp', guestPort: 53 });
  });

  it('send the host port that was typed', () => {
    const draft = { ...emptyDraft(), guestPort: '22', hostPort: ' 40022 ' };
    expect(draftErrors(draft)).toEqual({});
    expect(toCreatePort(draft)).toEqual({ protocol: 'tcp', guestPort: 22, hostPort: 40_022 });
  });

  it.each(['', '0', '65536', '1e3', '-1', '22.5', 'ssh'])('refuse the guest port %j', (text) => {
    expect(draftErrors({ ...emptyDraft(), guestPort: text })).toHaveProperty('guestPort');
  });

  it('take the server’s words to their row and field', () => {
    const errors = [
      { field: 'ports.1.hostPort', message: 'taken' },
      { field: 'ports[0].guestPort', message: 'too high' },
      { field: 'name', message: 'bad' },
    ];
    expect(serverErrorsOf(0, errors)).toEqual({ guestPort: 'too high' });
    expect(serverErrorsOf(1, errors)).toEqual({ hostPort: 'taken' });
    expect(serverErrorsOf(2, errors)).toEqual({});
  });
});
