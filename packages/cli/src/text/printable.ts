/** Text without what steers a terminal: names and reasons come from elsewhere. Lines stay. */
export function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, "\u{fffd}");
}
