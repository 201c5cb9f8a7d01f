const names = [
  "ink",
  "muted",
  "line",
  "fan",
  "fan-wide",
  "fan-narrow",
  "depleted",
  "depleted-soft",
  "surface",
] as const;

/** The page's colours, resolved for a canvas. */
export type Colours = Readonly<Record<(typeof names)[number], string>>;

/** Reads the colours as they are at this element; the theme decides. */
export function coloursAt(element: HTMLElement): Colours {
  const probe = document.createElement("i");
  element.append(probe);
  const entries = names.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(entries) as Colours;
}
