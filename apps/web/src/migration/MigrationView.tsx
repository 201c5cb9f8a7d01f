import type { Rollout } from "@trivium/gateway/schemas";
import { Notice } from "../api/Notice.tsx";
import { TokenDialog } from "../api/TokenDialog.tsx";
import { Masthead } from "../Masthead.tsx";
import { SteerPanel } from "../steer/SteerPanel.tsx";
import type { ViewProps } from "../view/props.ts";
import { Audit } from "./Audit.tsx";
import { announcement } from "./announcement.ts";
import { Budgets } from "./Budgets.tsx";
import { LastChange } from "./LastChange.tsx";
import { MismatchDetail } from "./MismatchDetail.tsx";
import { Mismatches } from "./Mismatches.tsx";
import { namesOf } from "./names.ts";
import { Road } from "./Road.tsx";
import { Sides } from "./Sides.tsx";
import { Split } from "./Split.tsx";
import { Standing } from "./Standing.tsx";
import { type Migration, useMigration } from "./useMigration.ts";
import { Warnings } from "./Warnings.tsx";

/** The view of the hot path's migration: where it stands, what the evidence says, and how it is steered. */
export function MigrationView({ gateway, theme, onTheme, onToken }: ViewProps) {
  const migration = useMigration(gateway);
  const { rollout, fault } = migration.sight;
  return (
    <>
      <Masthead skip={{ to: "#steer", name: "Skip to steering" }} theme={theme} onTheme={onTheme} />
      <main className={fault === undefined ? undefined : "unheard"}>
        <div className="answer">
          <Standing rollout={rollout} />
          <LinkNotice migration={migration} />
          {rollout !== undefined && <Position rollout={rollout} audit={migration.audit} />}
        </div>
        {rollout !== undefined && (
          <Details
            gateway={gateway}
            theme={theme}
            onToken={onToken}
            migration={migration}
            rollout={rollout}
          />
        )}
      </main>
      <p className="unseen" role="status">
        {rollout !== undefined && announcement(rollout, namesOf(rollout))}
      </p>
      {fault?.cause.kind === "unauthorised" && <TokenDialog onEntered={onToken} />}
    </>
  );
}

function LinkNotice({ migration: { sight } }: { readonly migration: Migration }) {
  if (sight.fault === undefined) return null;
  return <Notice fault={sight.fault} meanwhile={sight.fault.passing ? "The page keeps trying." : ""} />;
}

/** What to see at once: who answers, who led here, and how far it is. */
function Position({ rollout, audit }: { readonly rollout: Rollout; readonly audit: Migration["audit"] }) {
  const names = namesOf(rollout);
  return (
    <>
      <Split rollout={rollout} names={names} />
      <LastChange state={rollout.state} newest={audit.items?.[0]} />
      <Warnings rollout={rollout} names={names} />
      <Road state={rollout.state} names={names} />
    </>
  );
}

interface DetailsProps extends Pick<ViewProps, "gateway" | "theme" | "onToken"> {
  readonly migration: Migration;
  readonly rollout: Rollout;
}

/** How it is steered, and everything that was observed. */
function Details({ gateway, theme, onToken, migration, rollout }: DetailsProps) {
  const { sight, steering, lock, onRefused, mismatches, audit, open, onOpen } = migration;
  const names = namesOf(rollout);
  const both = { rollout, names };
  return (
    <>
      <SteerPanel {...both} steering={steering} lock={lock} onToken={onToken} />
      <div className="record">
        <Budgets {...both} />
        <Sides {...both} moments={sight.moments} theme={theme} />
        <Mismatches
          mismatches={mismatches}
          open={open}
          onOpen={onOpen}
          detail={(id) => (
            <MismatchDetail
              key={id}
              gateway={gateway}
              id={id}
              names={names}
              locked={lock !== undefined}
              onRefused={onRefused}
            />
          )}
        />
        <Audit audit={audit} onMismatch={onOpen} />
      </div>
    </>
  );
}
