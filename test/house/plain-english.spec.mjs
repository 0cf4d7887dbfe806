// @ts-check
import { describe, expect, it } from 'vitest';
import { isProse, plainEnglishProblems } from '../../scripts/check/plain-english.mjs';

const FOUND = [
  'Made anew at each start.',
  'Whoever asks gets a 403.',
  'What came of it is in the event.',
  'What comes of this is recorded.',
  'The next one is heard in 5 s.',
  'Where the disk stands alone.',
  'A guest that stands still.',
  'The image that stands.',
  'Let it run on.',
  'An event tells of it.',
  'Nobody was told.',
  'Words for people.',
  'Hands it on to the service.',
  'Looks around every second.',
  'Broken files are passed over.',
  'Has yet to start.',
  'The call was in vain.',
  'The disk is deleted thereby.',
  'Locked, so that nobody looks.',
  'An adopted domain is let go.',
  'Checked, then set to work.',
  'Its disk goes with it.',
  'Images are taken in.',
  'The rest is done all the same.',
  'A pool of that name is none of ours.',
  'Its name is no host name.',
];

const ACCEPTED = [
  'There is no such image.',
  'The domain is no longer defined.',
  'There are no instances.',
  'Where there is none, the list is empty.',
  'A value that is no larger than the limit.',
  'Let the user choose.',
  'Standing by for the next event.',
  'Nothing is written to the disk.',
];

describe('plain English', () => {
  it.each(FOUND)('finds a phrase in "%s"', (sentence) => {
    expect(plainEnglishProblems('src/a.ts', `// ${sentence}\n`)).not.toEqual([]);
  });

  it.each(ACCEPTED)('accepts "%s"', (sentence) => {
    expect(plainEnglishProblems('src/a.ts', `// ${sentence}\n`)).toEqual([]);
  });

  it('finds a phrase that is split between two lines of a comment, once', () => {
    const comment = '/**\n * A domain that is told\n * of, and one that\n * stands\n */\n';
    expect(plainEnglishProblems('src/a.ts', comment)).toEqual([
      expect.stringContaining('src/a.ts:2 "told of"'),
      expect.stringContaining('src/a.ts:2 "is told"'),
      expect.stringContaining('src/a.ts:3 "that stands"'),
    ]);
  });

  it('reports where the phrase is and what to write instead', () => {
    expect(plainEnglishProblems('docs/a.md', 'One\nTry it anew.\n')).toEqual([
      'docs/a.md:2 "anew": write "again"',
    ]);
  });

  it.each([
    ['docs/cli.md', true],
    ['src/a.ts', true],
    ['web/src/page.tsx', true],
    ['templates/domain/domain.xml.hbs', true],
    ['packages/node-libvirt/src/constants.gen.ts', false],
    ['test/fixtures/domains/a.xml', false],
    ['docs/glossary.md', false],
    ['package-lock.json', false],
  ])('reads %s: %s', (file, isRead) => {
    expect(isProse(file)).toBe(isRead);
  });
});
