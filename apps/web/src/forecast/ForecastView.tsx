import { Notice } from "../api/Notice.tsx";
import { TokenDialog } from "../api/TokenDialog.tsx";
import { Balances } from "../chart/Balances.tsx";
import { NoBalances } from "../chart/NoBalances.tsx";
import { percent } from "../format/share.ts";
import { Masthead } from "../Masthead.tsx";
import { PlanForm } from "../plan/PlanForm.tsx";
import { ShareLink } from "../plan/ShareLink.tsx";
import { type Page, usePage } from "../usePage.ts";
import type { ViewProps } from "../view/props.ts";
import { announcement } from "./announcement.ts";
import { Headline } from "./Headline.tsx";
import { Roads } from "./Roads.tsx";
import { RunList } from "./RunList.tsx";
import { RunStatus } from "./RunStatus.tsx";
import { busy, shownForecast } from "./run.ts";

/** The view of a plan and what becomes of it. */
export function ForecastView({ gateway, theme, onTheme, onToken }: ViewProps) {
  const page = usePage(gateway);
  const { form, plan, control, answer, runs } = page;
  return (
    <>
      <Masthead skip={{ to: "#plan", name: "Skip to the plan" }} theme={theme} onTheme={onTheme}>
        <ShareLink plan={plan} />
      </Masthead>
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
      {page.needsToken && <TokenDialog onEntered={onToken} />}
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
