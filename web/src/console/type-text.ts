import type { KeyboardLayout } from './keyboard-layouts';

/** Press or release a key: its symbol, and its place on the keyboard. */
export type PressKey = (keysym: number, code: string, isDown: boolean) => void;

/** QEMU keeps three to five keys for a guest that is busy, and loses more. */
const KEY_INTERVAL_MS = 40;

const SHIFT = { keysym: 0xffe1, code: 'ShiftLeft' };
const ALT_GR = { keysym: 0xfe03, code: 'AltRight' };
const SPACE = 0x20;
const SPECIAL: Readonly<Record<string, number>> = { '\n': 0xff0d, '\t': 0xff09 };

/**
 * Type a text on the keyboard of a guest, one character after the other, until the signal aborts. Keys are pressed by their
 * place, so the guest must use the layout. Characters without a key are left out.
 * @param onProgress receives the number of characters that were typed
 */
export async function typeText(
  text: string,
  { keys }: KeyboardLayout,
  press: PressKey,
  {
    signal,
    onProgress,
    intervalMs = KEY_INTERVAL_MS,
  }: { signal: AbortSignal; onProgress?: (typed: number) => void; intervalMs?: number },
): Promise<void> {
  const characters = Array.from(text.replaceAll('\r\n', '\n'));
  for (const [at, character] of characters.entries()) {
    if (signal.aborted) return;
    const key = keys.get(character);
    if (key) {
      const modifiers = [...(key.isShifted ? [SHIFT] : []), ...(key.isAltGr ? [ALT_GR] : [])];
      for (const { keysym, code } of modifiers) press(keysym, code, true);
      tap(press, keysymOf(character), key.code);
      for (const { keysym, code } of modifiers.toReversed()) press(keysym, code, false);
      if (key.isDead) tap(press, SPACE, 'Space');
    }
    onProgress?.(at + 1);
    await pause(intervalMs);
  }
}

function tap(press: PressKey, keysym: number, code: string): void {
  press(keysym, code, true);
  press(keysym, code, false);
}

/** The symbol of a character in the VNC protocol (https://www.rfc-editor.org/rfc/rfc6143#section-7.5.4). */
function keysymOf(character: string): number {
  const codePoint = character.codePointAt(0) ?? SPACE;
  return SPECIAL[character] ?? (codePoint < 0x100 ? codePoint : 0x1000000 + codePoint);
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, durationMs);
  });
}
