import type { Plan } from "@trivium/gateway/schemas";
import { ShareLink } from "./plan/ShareLink.tsx";
import { ThemeToggle } from "./theme/ThemeToggle.tsx";
import type { Theme } from "./theme/theme.ts";

interface Props {
  readonly plan: Plan | undefined;
  readonly theme: Theme;
  readonly onTheme: (theme: Theme) => void;
}

/** The name of the page, and what concerns the whole of it. */
export function Masthead({ plan, theme, onTheme }: Props) {
  return (
    <header className="masthead">
      <a className="skip" href="#plan">
        Skip to the plan
      </a>
      <p className="brand">
        <img src="/mark.svg" alt="" width="28" height="28" />
        <strong>Trivium</strong>
        <span>Will the money last?</span>
      </p>
      <nav aria-label="Page">
        <a className="quiet" href="/docs">
          API
        </a>
        <ShareLink plan={plan} />
        <ThemeToggle theme={theme} onChoose={onTheme} />
      </nav>
    </header>
  );
}
