import type { Theme } from "./theme.ts";

interface Props {
  readonly theme: Theme;
  readonly onChoose: (theme: Theme) => void;
}

/** Switches between light and dark. */
export function ThemeToggle({ theme, onChoose }: Props) {
  const other = theme === "dark" ? "light" : "dark";
  return (
    <button
      type="button"
      className="quiet icon"
      aria-label={`Use the ${other} theme`}
      onClick={() => onChoose(other)}
    >
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="7" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path d="M10 3a7 7 0 0 1 0 14z" fill="currentColor" />
      </svg>
    </button>
  );
}
