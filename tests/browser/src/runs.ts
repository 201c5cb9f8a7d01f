import type { Forecast, ForecastPage } from "@trivium/gateway/schemas";
import type { Stack } from "@trivium/stack";

/** The newest runs of a stack, as its API tells them. */
export async function listRuns(stack: Stack): Promise<readonly Forecast[]> {
  const response = await fetch(`${stack.gatewayUrl}/v1/forecasts?limit=100`, { headers: headers(stack) });
  return ((await response.json()) as ForecastPage).forecasts;
}

/** Cancels whatever still runs, so that it does not take the machine from the next test. */
export async function cancelRuns(stack: Stack): Promise<void> {
  const runs = await listRuns(stack);
  const unfinished = runs.filter(({ state }) => state === "queued" || state === "running");
  await Promise.all(
    unfinished.map(({ id }) =>
      fetch(`${stack.gatewayUrl}/v1/forecasts/${id}`, { method: "DELETE", headers: headers(stack) }),
    ),
  );
}

function headers({ token }: Stack): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}
