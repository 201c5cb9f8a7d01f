/** A method's name as each language writes it. */
export interface MethodName {
  /** `ListPrices` */
  readonly pascal: string;
  /** `listPrices` */
  readonly camel: string;
  /** `list_prices` */
  readonly snake: string;
  /** `list-prices` */
  readonly kebab: string;
}

/** Spells a name that begins with a capital: `ListPrices`. */
export function spelled(pascal: string): MethodName {
  const words = pascal.split(/(?<=[a-z0-9])(?=[A-Z])/).map((word) => word.toLowerCase());
  return {
    pascal,
    camel: `${pascal[0]?.toLowerCase()}${pascal.slice(1)}`,
    snake: words.join("_"),
    kebab: words.join("-"),
  };
}
