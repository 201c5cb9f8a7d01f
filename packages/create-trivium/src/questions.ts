import { cancel, intro, isCancel, multiselect, select, text } from "@clack/prompts";
import { type Answers, answersFrom, LICENCES } from "./answers.ts";
import { CHOICE_NAMES, CHOICES, type Choice, type Choices, everyChoice } from "./choices.ts";
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
  const answers: { -readonly [Name in keyof Answers]: Answers[Name] } = answersFrom(name, given);
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
  return { ...answers, ...(await askChoices(answers, given)) };
}

/** Asks what of the rest is wanted; nothing when every answer was given. */
async function askChoices(answers: Answers, given: Partial<Answers>): Promise<Partial<Choices>> {
  const open = CHOICE_NAMES.filter((choice) => given[choice] === undefined);
  if (open.length === 0) return {};
  const wanted: Choice[] = answered(
    await multiselect({
      message: "What else it has (space chooses)",
      options: open.map((value) => ({ value, label: CHOICES[value].flag, hint: CHOICES[value].means })),
      initialValues: open.filter((choice) => answers[choice]),
      required: false,
    }),
  );
  return everyChoice((choice) => (open.includes(choice) ? wanted.includes(choice) : answers[choice]));
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
