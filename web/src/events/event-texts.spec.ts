import { describe, expect, it } from 'vitest';

import {
  actorName,
  describeEvent,
  EVENT_GROUPS,
  EVENT_TITLES,
  eventFilterTitle,
  eventKindTitle,
  eventTitle,
  isErrorEvent,
} from './event-texts';

describe('event titles', () => {
  it('cover each kind, in a group of the filter menu', () => {
    const groups = EVENT_GROUPS.map(({ group }) => group);
    for (const kind of Object.keys(EVENT_TITLES)) expect(groups).toContain(kind.split('.')[0]);
  });

  it('are derived from a kind that only a newer server knows', () => {
    expect(eventKindTitle('instance.started')).toBe('Instance started');
    expect(eventKindTitle('backup.wentWell')).toBe('Went well');
  });

  it('are short if the resource is known', () => {
    expect(eventTitle({ kind: 'instance.started' })).toBe('Started');
    expect(eventTitle({ kind: 'auth.signInFailed' })).toBe('Sign in failed');
  });

  it('exist for filters of the menu only', () => {
    expect(eventFilterTitle('image.*')).toBe('Images');
    expect(eventFilterTitle('image.ready')).toBe('Image ready');
    for (const invalid of ['', 'image', '*', 'backup.*', 'constructor']) {
      expect(eventFilterTitle(invalid)).toBeUndefined();
    }
  });

  it('of problems are marked', () => {
    const errors = Object.keys(EVENT_TITLES).filter(isErrorEvent);
    expect(errors).toEqual([
      'instance.crashed',
      'instance.failed',
      'instance.missing',
      'image.failed',
      'libvirt.disconnected',
      'auth.signInFailed',
    ]);
  });

  it('name the server as the actor "system"', () => {
    expect(actorName('system')).toBe('picostack');
    expect(actorName('admin')).toBe('admin');
  });
});

describe('describeEvent', () => {
  it.each([
    [null, { state: 'stopped', from: 1, to: null, none: '' }, 'state: stopped, from: 1'],
    [null, { disks: ['/a.qcow2', null], changed: ['tags'] }, 'disks: /a.qcow2, changed: tags'],
    ['forced off', {}, 'forced off'],
    ['forced off', { state: 'stopped' }, 'forced off; state: stopped'],
    [null, {}, ''],
  ])('%j, %j: %s', (cause, details, text) => {
    expect(describeEvent({ cause, details })).toBe(text);
  });
});
