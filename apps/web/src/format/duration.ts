const space = "\u00a0";

/** A duration for people, two or three digits: 8 ms, 1.4 s, 2 min 5 s. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1) return `<${space}1${space}ms`;
  if (milliseconds < 1000) return `${Math.round(milliseconds)}${space}ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)}${space}s`;
  if (seconds < 60) return `${Math.round(seconds)}${space}s`;
  return minutes(Math.round(seconds));
}

function minutes(seconds: number): string {
  const rest = seconds % 60;
  const whole = Math.floor(seconds / 60);
  if (whole >= 60) return `${Math.floor(whole / 60)}${space}h ${whole % 60}${space}min`;
  return rest === 0 ? `${whole}${space}min` : `${whole}${space}min ${rest}${space}s`;
}
