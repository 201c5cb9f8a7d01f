/** What the page shows: a forecast, or the migration of the code that computes it. */
export type View = "forecast" | "migration";

const mismatchId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The view that an address asks for. A link of before there were views opens the forecast. */
export function viewOf(search: string): View {
  return new URLSearchParams(search).get("view") === "migration" ? "migration" : "forecast";
}

/** The same address in another view: the plan and the run stay in it, and are there on the way back. */
export function inView(view: View, search: string): string {
  const query = new URLSearchParams(search);
  query.delete("view");
  query.delete("mismatch");
  if (view === "migration") query.set("view", view);
  return written(query);
}

/** The mismatch that an address opens, if any. */
export function mismatchOf(search: string): string | undefined {
  const id = new URLSearchParams(search).get("mismatch") ?? "";
  return mismatchId.test(id) ? id : undefined;
}

/** The same address with a mismatch open, or with none. */
export function withMismatch(id: string | undefined, search: string): string {
  const query = new URLSearchParams(search);
  if (id === undefined) query.delete("mismatch");
  else query.set("mismatch", id);
  return written(query);
}

function written(query: URLSearchParams): string {
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}
