/** How a character is typed on a keyboard. */
export interface KeyPress {
  /** The key, by its place (https://www.w3.org/TR/uievents-code/). */
  readonly code: string;
  readonly isShifted: boolean;
  readonly isAltGr: boolean;
  /** Whether the key is an accent, which appears with the next key: a space. */
  readonly isDead: boolean;
}

/** A keyboard layout that a guest may use. */
export interface KeyboardLayout {
  readonly id: string;
  readonly title: string;
  readonly keys: ReadonlyMap<string, KeyPress>;
}

const DIGITS =
  'Backquote Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal';
const UPPER = 'KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight';
const HOME = 'KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backslash';
const LOWER = 'IntlBackslash KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash';
/** The keys with characters, row by row. */
const CODES = [DIGITS, UPPER, HOME, LOWER].flatMap((row) => row.split(' '));

/** The characters of all keys in the order of {@link CODES}; a space is a key without one. */
interface Rows {
  readonly id: string;
  readonly title: string;
  readonly plain: string;
  readonly shifted: string;
  /** With AltGr, by the character without it. */
  readonly altGr?: Readonly<Record<string, string>>;
  readonly dead?: string;
}

const LAYOUTS: readonly Rows[] = [
  {
    id: 'us',
    title: 'English (US)',
    plain: "`1234567890-=qwertyuiop[]asdfghjkl;'\\ zxcvbnm,./",
    shifted: '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"| ZXCVBNM<>?',
  },
  {
    id: 'gb',
    title: 'English (UK)',
    plain: "`1234567890-=qwertyuiop[]asdfghjkl;'#\\zxcvbnm,./",
    shifted: '¬!"£$%^&*()_+QWERTYUIOP{}ASDFGHJKL:@~|ZXCVBNM<>?',
    altGr: { '4': '€' },
  },
  {
    id: 'de',
    title: 'German',
    plain: '^1234567890ß´qwertzuiopü+asdfghjklöä#<yxcvbnm,.-',
    shifted: '°!"§$%&/()=?`QWERTZUIOPÜ*ASDFGHJKLÖÄ\'>YXCVBNM;:_',
    altGr: {
      '2': '²',
      '3': '³',
      '7': '{',
      '8': '[',
      '9': ']',
      '0': '}',
      ß: '\\',
      q: '@',
      e: '€',
      '+': '~',
      '<': '|',
      m: 'µ',
    },
    dead: '^´`',
  },
  {
    id: 'fr',
    title: 'French',
    plain: '²&é"\'(-è_çà)=azertyuiop^$qsdfghjklmù*<wxcvbn,;:!',
    shifted: ' 1234567890°+AZERTYUIOP¨£QSDFGHJKLM%µ>WXCVBN?./§',
    altGr: {
      é: '~',
      '"': '#',
      "'": '{',
      '(': '[',
      '-': '|',
      è: '`',
      _: '\\',
      ç: '^',
      à: '@',
      ')': ']',
      '=': '}',
      e: '€',
      $: '¤',
    },
    dead: '¨~`',
  },
];

/** The layouts to choose from. */
export const KEYBOARD_LAYOUTS: readonly KeyboardLayout[] = LAYOUTS.map(toLayout);

/** Return the characters that a layout has no key for, each once. */
export function missingCharacters(text: string, { keys }: KeyboardLayout): string[] {
  return [...new Set(text)].filter((character) => character !== '\r' && !keys.has(character));
}

function toLayout({ id, title, plain, shifted, altGr = {}, dead = '' }: Rows): KeyboardLayout {
  const keys = new Map<string, KeyPress>();
  const add = (
    character: string | undefined,
    code: string | undefined,
    modifiers: Partial<KeyPress>,
  ) => {
    if (character === undefined || character === ' ' || code === undefined) return;
    if (keys.has(character)) return;
    const press = { code, isShifted: false, isAltGr: false, isDead: dead.includes(character) };
    keys.set(character, { ...press, ...modifiers });
  };
  const letters = Array.from(plain);
  letters.forEach((character, at) => add(character, CODES[at], {}));
  Array.from(shifted).forEach((character, at) => add(character, CODES[at], { isShifted: true }));
  for (const [base, character] of Object.entries(altGr)) {
    add(character, CODES[letters.indexOf(base)], { isAltGr: true });
  }
  keys.set(' ', { code: 'Space', isShifted: false, isAltGr: false, isDead: false });
  keys.set('\n', { code: 'Enter', isShifted: false, isAltGr: false, isDead: false });
  keys.set('\t', { code: 'Tab', isShifted: false, isAltGr: false, isDead: false });
  return { id, title, keys };
}
