import { expect, test } from "vitest";
import { spellingOf } from "../../src/affected/spelling.ts";

const of = (name: string) => spellingOf({ name, package: "shop.orders.v1", text: "", refersTo: [] });

test.each([
  ["TypeScript", 'import { Order } from "@shop/contracts/orders/v1/orders";'],
  ["Go", 'ordersv1 "example.com/shop/services-go/gen/shop/orders/v1"'],
  ["Rust", "use shop_contracts::orders::v1::{Order};"],
  ["Rust, in braces", "use shop_contracts::{errors::v1::Reason, orders::{v1::Order}};"],
  ["a full name", '"/shop.orders.v1.OrderService/Take"'],
])("a module is known in %s", (_, code) => {
  expect(code).toMatch(of("Order").module);
});

test.each(["@shop/contracts/orders/v2/orders", "shop/reorders/v1", "orders::v11", "orders-v1"])(
  "another module is another: %s",
  (code) => expect(code).not.toMatch(of("Order").module),
);

test.each([
  ["Order", "const one: Order = {}"],
  ["Order", "ordersv1.Order_Line{}"],
  ["Order", "NewOrder()"],
  ["Order", "orderFromJSON(json)"],
  ["Order", "order::Kind::Large"],
  ["OrderService", "ordersv1.NewOrderServiceClient(connection)"],
  ["OrderService", "ordersv1.RegisterOrderServiceServer(server, api)"],
  ["OrderService", "OrderServiceService"],
  ["OrderService", "use v1::order_service_server::*;"],
  ["HTTPStatus", "v1::HttpStatus { code }"],
  ["HTTPStatus", "v1.HTTPStatus{}"],
  ["range", "proto.GetExtension(options, rulesv1.E_Range)"],
])("%s is used by %s", (name, code) => {
  expect(code).toMatch(of(name).name);
});

test.each([
  ["Order", "Orders"],
  ["Order", "orders.length"],
  ["Order", "const order = 1"],
  ["OrderService", "Order"],
])("%s is not used by %s", (name, code) => {
  expect(code).not.toMatch(of(name).name);
});
