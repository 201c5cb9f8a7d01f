const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

/** When something was, as short as it is clear: the time today, else the day as well. */
export function moment(iso: string, now: Date): string {
  const then = new Date(iso);
  const clock = time.format(then);
  return then.toDateString() === now.toDateString() ? clock : `${day.format(then)}, ${clock}`;
}
