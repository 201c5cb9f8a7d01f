import { expect, test } from "vitest";
import { readAddress } from "../src/plan/address.ts";
import { inView, mismatchOf, viewOf, withMismatch } from "../src/view/view.ts";

const ID = "01890a5d-ac96-774b-bcce-b302099a8057";
const forecast = `?paths=20000&run=${ID}`;

test("links of the forecast open the forecast, as they always did", () => {
  expect(viewOf("")).toBe("forecast");
  expect(viewOf(forecast)).toBe("forecast");
  expect(viewOf("?view=elsewhere")).toBe("forecast");
});

test("the plan and the run are there on the way back from the migration", () => {
  const away = withMismatch(ID, inView("migration", forecast));
  expect(viewOf(away)).toBe("migration");
  expect(mismatchOf(away)).toBe(ID);
  expect(readAddress(away)).toEqual(readAddress(forecast));
  expect(inView("forecast", away)).toBe(forecast);
});

test("the default plan needs no words in either view", () => {
  expect(inView("forecast", "?view=migration")).toBe("");
  expect(inView("migration", "")).toBe("?view=migration");
});

test("a mismatch that is none is not asked for", () => {
  expect(mismatchOf("?mismatch=../forecasts")).toBeUndefined();
  expect(withMismatch(undefined, `?view=migration&mismatch=${ID}`)).toBe("?view=migration");
});
