import { describe, expect, it } from 'vitest';

import {
  actorWords,
  describeEvent,
  eventTitle,
  isBadNews,
  KIND_GROUPS,
  KIND_WORDS,
  kindFilterWords,
  kindWords,
} from './event-texts';

describe('the words for events', () => {
  it('are there for each kind, in a group that is offered', () => {
    const groups = KIND_GROUPS.map(({ group }) => group);
    for (const kind of Object.keys(KIND_WORDS)) expect(groups).toContain(kind.split('.')[0]);
  });

  it('are made of the kind where a newer server tells of one that is not known', () => {
    expect(kindWords('instance.started')).toBe('Instance started');
    expect(kindWords('backup.wentWell')).toBe('Went well');
  });

  it('are short where what it is about is known', () => {
    expect(eventTitle({ kind: 'instance.started' })).toBe('Started');
    expect(eventTitle({ kind: 'auth.signInFailed' })).toBe('Sign in failed');
  });

  it('say what a filter shows, and nothing for what is none', () => {
    expect(kindFilterWords('image.*')).toBe('Images');
    expect(kindFilterWords('image.ready')).toBe('Image ready');
    for (const none of ['', 'image', '*', 'backup.*', 'constructor']) {
      expect(kindFilterWords(none)).toBeUndefined();
    }
  });

  it('know bad news', () => {
    const bad = Object.keys(KIND_WORDS).filter(isBadNews);
    expect(bad).toEqual([
      'instance.crashed',
      'instance.failed',
      'instance.missing',
      'image.failed',
      'libvirt.disconnected',
      'auth.signInFailed',
    ]);
  });

  it('call the server by its name', () => {
    expect(actorWords('system')).toBe('picostack');
    expect(actorWords('admin')).toBe('admin');
  });
});

describe('what an event tells', () => {
  it.each([
    [null, { state: 'stopped', from: 1, to: null, none: '' }, 'state: stopped, from: 1'],
    [null, { disks: ['/a.qcow2', null], changed: ['tags'] }, 'disks: /a.qcow2, changed: tags'],
    ['forced off', {}, 'forced off'],
    ['forced off', { state: 'stopped' }, 'forced off; state: stopped'],
    [null, {}, ''],
  ])('%j, %j: %s', (cause, details, words) => {
    expect(describeEvent({ cause, details })).toBe(words);
  });
});
