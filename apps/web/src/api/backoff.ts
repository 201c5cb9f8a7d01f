const firstMs = 250;
const longestMs = 8000;

/**
 * Pause before the next attempt after `failures` earlier ones: doubles to a ceiling, half of
 * it random (`chance` is 0 .. 1) so that many pages do not return at one moment.
 */
export function backoffMs(failures: number, chance: number): number {
  const ceiling = Math.min(longestMs, firstMs * 2 ** Math.min(failures, 16));
  return ceiling / 2 + (ceiling / 2) * chance;
}
