import { useState } from "react";
import type { Gateway } from "./api/gateway.ts";
import { TokenDialog } from "./api/TokenDialog.tsx";
import { token } from "./api/token.ts";
import { Balances } from "./chart/Balances.tsx";
import { NoBalances } from "./chart/NoBalances.tsx";
import { announcement } from "./forecast/announcement.ts";
import { Headline } from "./forecast/Headline.tsx";
import { Notice } from "./forecast/Notice.tsx";
import { Roads } from "./forecast/Roads.tsx";
import { RunList } from "./forecast/RunList.tsx";
import { RunStatus } from "./forecast/RunStatus.tsx";
import { busy, shownForecast } from "./forecast/run.ts";
import { percent } from "./format/share.ts";
import { Masthead } from "./Masthead.tsx";
import { PlanForm } from "./plan/PlanForm.tsx";
import { useTheme } from "./theme/theme.ts";
import { type Page, usePage } from "./usePage.ts";

/** The page. */
export function App() {
  const [gateway, setGateway] = useState<Gateway>({ origin: "", token });
  const [theme, chooseTheme] = useTheme();
  const page = usePage(gateway);
  const { form, plan, control, answer, runs } = page;
  return (
    <>
      <Masthead plan={plan} theme={theme} onTheme={chooseTheme} />
      <main>
        <div className="answer">
          <Headline answer={answer} stale={plan === undefined} />
          <RunStatus
            run={control.run}
            answer={answer}
            stale={plan === undefined}
            onStop={control.stop}
            onRetry={control.retry}
          />
          <Trouble page={page} />
          {answer.kind === "none" ? (
            <NoBalances />
          ) : (
            <Balances plan={answer.plan} result={answer.result} theme={theme} />
          )}
        </div>
        <PlanForm
          draft={form.draft}
          faults={form.reading.state === "faulty" ? form.reading.faults : {}}
          busy={busy(control.run)}
          chance={answer.kind === "none" ? "" : percent(answer.result.success.estimate)}
          onText={page.edit}
          onRun={() => plan && control.start(plan)}
          onReset={page.reset}
        />
        <div className="record">
          {answer.kind !== "none" && <Roads answer={answer} gatewayMs={page.gatewayMs} />}
          <RunList runs={runs} shown={shownForecast(control.run)} onOpen={control.open} />
        </div>
      </main>
      <p className="unseen" role="status">
        {announcement(control.run)}
      </p>
      {/* A fresh gateway: whatever was refused for want of a token asks again. */}
      {page.needsToken && <TokenDialog onEntered={() => setGateway({ origin: "", token })} />}
    </>
  );
}

/** What keeps the preview from coming, unless the run on the page tells its own trouble. */
function Trouble({ page: { preview, control, retryPreview } }: { readonly page: Page }) {
  if (preview.state !== "failed" || control.run.state === "refused" || control.run.state === "open")
    return null;
  return (
    <Notice
      fault={preview.fault}
      meanwhile={preview.fault.passing ? "The page keeps trying." : ""}
      onRetry={retryPreview}
    />
  );
}
