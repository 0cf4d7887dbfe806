import { describe, expect, it } from 'vitest';

import { KEYBOARD_LAYOUTS, missingCharacters } from './keyboard-layouts';
import { typeText } from './type-text';

const layout = (id: string) => {
  const found = KEYBOARD_LAYOUTS.find((each) => each.id === id);
  if (!found) throw new Error(id);
  return found;
};

/** The keys that are pressed (+) and released (-) to type a text. */
async function pressed(text: string, id: string): Promise<string> {
  const keys: string[] = [];
  const press = (_keysym: number, code: string, isDown: boolean): void => {
    keys.push(`${isDown ? '+' : '-'}${code}`);
  };
  await typeText(text, layout(id), press, {
    signal: new AbortController().signal,
    intervalMs: 0,
  });
  return keys.join(' ');
}

const PRINTABLE = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).join('');

describe('a text that is typed', () => {
  it.each<[string, string, string]>([
    ['us', 'aB', '+KeyA -KeyA +ShiftLeft +KeyB -KeyB -ShiftLeft'],
    ['us', '@\n', '+ShiftLeft +Digit2 -Digit2 -ShiftLeft +Enter -Enter'],
    ['de', 'z@', '+KeyY -KeyY +AltRight +KeyQ -KeyQ -AltRight'],
    ['de', '^', '+Backquote -Backquote +Space -Space'],
    ['fr', 'a1', '+KeyQ -KeyQ +ShiftLeft +Digit1 -Digit1 -ShiftLeft'],
    [
      'gb',
      '£|',
      '+ShiftLeft +Digit3 -Digit3 -ShiftLeft +ShiftLeft +IntlBackslash -IntlBackslash -ShiftLeft',
    ],
  ])('uses the keys of the layout %s for %j', async (id, text, keys) => {
    expect(await pressed(text, id)).toBe(keys);
  });

  it.each(KEYBOARD_LAYOUTS.map(({ id }) => id))(
    'can have each character of ASCII with the layout %s',
    (id) => {
      expect(missingCharacters(PRINTABLE, layout(id))).toEqual([]);
    },
  );

  it('names the characters that have no key', () => {
    expect(missingCharacters('añ€ñ\r\n', layout('us'))).toEqual(['ñ', '€']);
  });

  it('sends the symbols of the characters, and stops when it is cancelled', async () => {
    const symbols: number[] = [];
    const cancel = new AbortController();
    const progress: number[] = [];
    await typeText(
      'A€\tnever',
      layout('de'),
      (keysym, code, isDown) => {
        if (isDown && !/Shift|Alt/.test(code)) symbols.push(keysym);
      },
      {
        signal: cancel.signal,
        intervalMs: 0,
        onProgress: (typed) => {
          progress.push(typed);
          if (typed === 3) cancel.abort();
        },
      },
    );
    expect(symbols).toEqual([0x41, 0x10020ac, 0xff09]);
    expect(progress).toEqual([1, 2, 3]);
  });
});
