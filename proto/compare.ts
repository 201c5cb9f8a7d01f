// Checks the `compare` options of the contracts.

interface Field {
  name: string;
  options?: Record<string, unknown>;
}

interface Message {
  name: string;
  field?: Field[];
}

interface Image {
  file: { messageType?: Message[] }[];
}

const extension = "[trivium.options.v1.compare]";

/** Fields of a buf image in JSON that are left out of comparisons without a reason. */
export function ignoredWithoutReason(image: unknown): string[] {
  return (image as Image).file
    .flatMap((file) => file.messageType ?? [])
    .flatMap((message) => (message.field ?? []).map((field) => ({ message, field })))
    .filter(({ field }) => {
      const compare = field.options?.[extension] as { rule?: string; reason?: string } | undefined;
      return compare?.rule === "RULE_IGNORE" && (compare.reason ?? "").trim() === "";
    })
    .map(({ message, field }) => `${message.name}.${field.name}`);
}
