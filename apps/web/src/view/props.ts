import type { Gateway } from "../api/gateway.ts";
import type { Theme } from "../theme/theme.ts";

/** What every view is given. */
export interface ViewProps {
  readonly gateway: Gateway;
  readonly theme: Theme;
  readonly onTheme: (theme: Theme) => void;
  /** A token was entered. */
  readonly onToken: () => void;
}
