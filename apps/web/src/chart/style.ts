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
  "go",
  "rust",
] as const;

/** Size of the type on the charts. Unit: CSS pixels. */
export const fontPx = 12;

/** The page's colours and type, resolved for a canvas. */
export interface Style {
  readonly colours: Readonly<Record<(typeof names)[number], string>>;
  readonly family: string;
}

/** Reads the style as it is at this element; the theme decides. */
export function styleAt(element: HTMLElement): Style {
  const probe = document.createElement("i");
  element.append(probe);
  const entries = names.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  });
  const family = getComputedStyle(probe).fontFamily;
  probe.remove();
  return { colours: Object.fromEntries(entries) as Style["colours"], family };
}
