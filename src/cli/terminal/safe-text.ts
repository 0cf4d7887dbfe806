/**
 * Text from elsewhere (a name, an error of a guest's making) without control characters:
 * escape sequences would otherwise move the cursor, change the title or reach the clipboard.
 */
export function safeText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '\u{fffd}');
}
