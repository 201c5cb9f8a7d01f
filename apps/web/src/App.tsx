import { useCallback, useState } from "react";
import type { Gateway } from "./api/gateway.ts";
import { token } from "./api/token.ts";
import { ForecastView } from "./forecast/ForecastView.tsx";
import { MigrationView } from "./migration/MigrationView.tsx";
import { useTheme } from "./theme/theme.ts";
import { useSearch } from "./view/search.ts";
import { useOpened } from "./view/useOpened.ts";
import { viewOf } from "./view/view.ts";

/** The page: one of its views, as the address says. */
export function App() {
  const [gateway, setGateway] = useState<Gateway>({ origin: "", token });
  // A fresh gateway: whatever was refused for want of a token asks again.
  const onToken = useCallback(() => setGateway({ origin: "", token }), []);
  const [theme, onTheme] = useTheme();
  const view = viewOf(useSearch());
  useOpened(view);
  const props = { gateway, theme, onTheme, onToken };
  return view === "migration" ? <MigrationView {...props} /> : <ForecastView {...props} />;
}
