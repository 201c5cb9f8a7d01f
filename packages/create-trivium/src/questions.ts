import { cancel, intro, isCancel, select, text } from "@clack/prompts";
import { type Answers, defaultsFor, LICENCES } from "./answers.ts";
import { Interrupted } from "./failure.ts";
import { faultsOf } from "./names.ts";

/** Asks for the folder. */
export async function askFolder(): Promise<string> {
  intro("A project in TypeScript, Go and Rust");
  return answered(
    await text({
      message: "Folder of the new project",
      defaultValue: "my-project",
      placeholder: "my-project",
    }),
  );
}

/** Asks for what was not given. */
export async function askAnswers(name: string, given: Partial<Answers>): Promise<Answers> {
  const answers: { -readonly [Name in keyof Answers]: Answers[Name] } = { ...defaultsFor(name), ...given };
  if (given.preset === "demo") return answers;
  const ask = async (answer: "goService" | "rustService" | "resource", message: string) => {
    if (given[answer] !== undefined) return;
    const fallback = answers[answer];
    const reply = await text({
      message,
      defaultValue: fallback,
      placeholder: fallback,
      validate: (typed) => faultIn({ ...answers, [answer]: typed || fallback }, answer),
    });
    answers[answer] = answered(reply);
  };
  await ask("goService", "Name of the first Go service, which the gateway calls");
  await ask("rustService", "Name of the first Rust service, which computes");
  await ask("resource", "What they serve, in the singular");
  if (given.licence === undefined) {
    const options = LICENCES.map((value) => ({ value }));
    answers.licence = answered(await select({ message: "Licence", options }));
  }
  return answers;
}

function faultIn(answers: Answers, answer: keyof Answers): string | undefined {
  const fault = faultsOf(answers).find((one) => one.answer === answer);
  if (fault === undefined) return undefined;
  return fault.suggestion === undefined
    ? fault.expected
    : `${fault.expected}; what about ${fault.suggestion}?`;
}

function answered<T>(value: T | symbol): T {
  if (!isCancel(value)) return value;
  cancel("Nothing was made");
  throw new Interrupted();
}
