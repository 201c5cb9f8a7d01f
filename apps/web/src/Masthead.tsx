import type { ReactNode } from "react";
import { ThemeToggle } from "./theme/ThemeToggle.tsx";
import type { Theme } from "./theme/theme.ts";
import { ViewLinks } from "./view/ViewLinks.tsx";

interface Props {
  /** Where the keyboard may go at once. */
  readonly skip: { readonly to: string; readonly name: string };
  readonly theme: Theme;
  readonly onTheme: (theme: Theme) => void;
  /** What else concerns the whole of the view. */
  readonly children?: ReactNode;
}

/** The name of the page, its views, and what concerns the whole of it. */
export function Masthead({ skip, theme, onTheme, children }: Props) {
  return (
    <header className="masthead">
      <a className="skip" href={skip.to}>
        {skip.name}
      </a>
      <p className="brand">
        <img src="/mark.svg" alt="" width="28" height="28" />
        <strong>Trivium</strong>
      </p>
      <ViewLinks />
      <nav className="page-links" aria-label="Page">
        <a className="quiet" href="/docs">
          API
        </a>
        {children}
        <ThemeToggle theme={theme} onChoose={onTheme} />
      </nav>
    </header>
  );
}
