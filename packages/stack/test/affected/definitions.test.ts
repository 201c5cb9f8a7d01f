import { expect, test } from "vitest";
import { changedDefinitions, definitionsOf, type Image } from "../../src/affected/definitions.ts";

const of = (name: string, typeName: string, options = {}) => ({
  name,
  typeName: `.shop.${typeName}`,
  options,
});

/** A shop: an order has lines of prices, a service takes orders, and stock is another matter. */
const SHOP = {
  file: [
    {
      package: "shop.orders.v1",
      options: { goPackage: "shop/orders" },
      messageType: [
        { name: "Order", nestedType: [{ name: "Line", field: [of("price", "money.v1.Price")] }] },
        { name: "TakeRequest", field: [of("line", "orders.v1.Order.Line")] },
        { name: "Receipt", field: [{ name: "id", type: "TYPE_STRING" }] },
      ],
      service: [
        {
          name: "OrderService",
          method: [
            {
              name: "Take",
              inputType: ".shop.orders.v1.TakeRequest",
              outputType: ".shop.orders.v1.Receipt",
            },
          ],
        },
      ],
    },
    { package: "shop.money.v1", messageType: [{ name: "Price", field: [{ name: "cents", number: 1 }] }] },
    {
      package: "shop.stock.v1",
      enumType: [{ name: "Place", value: [{ name: "PLACE_SHELF", number: 0 }] }],
      messageType: [
        { name: "Stock", field: [of("place", "stock.v1.Place", { "[shop.rules.v1.range]": { max: 9 } })] },
      ],
    },
    {
      package: "shop.rules.v1",
      messageType: [{ name: "Range", field: [{ name: "most", number: 1 }] }],
      extension: [{ name: "range", number: 50001, typeName: ".shop.rules.v1.Range" }],
    },
  ],
};

const text = JSON.stringify(SHOP);
const definitions = (json: string) => definitionsOf(JSON.parse(json) as Image);

test.each([
  ["nothing", "cents", "cents", []],
  [
    "a message changes what contains it: messages, calls, services",
    "cents",
    "pence",
    ["Order", "OrderService", "Price", "TakeRequest"],
  ],
  ["an answer changes its service, and no request", "TYPE_STRING", "TYPE_BYTES", ["OrderService", "Receipt"]],
  ["a method changes its service alone", '"Take"', '"TakeOne"', ["OrderService"]],
  ["a value changes its enum, and whatever has a field of that", "SHELF", "DOOR", ["Place", "Stock"]],
  ["an option's type changes the option, and whatever has that", "most", "max", ["Range", "Stock", "range"]],
  ["an option's value changes the message that has it", '{"max":9}', '{"max":10}', ["Stock"]],
  [
    "an option of a file changes all that the file defines",
    "shop/orders",
    "elsewhere",
    ["Order", "OrderService", "Receipt", "TakeRequest"],
  ],
  [
    "a message that goes is a change",
    '{"name":"Receipt"',
    '{"name":"Bill"',
    ["Bill", "OrderService", "Receipt"],
  ],
])("%s", (_, old, now, expected) => {
  const other = text.replace(old, now);
  const changed = changedDefinitions(definitions(text), definitions(other));
  expect(changed.map(({ name }) => name).toSorted()).toEqual(expected);
});
