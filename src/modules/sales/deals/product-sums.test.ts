import Big from "big.js";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { type Actor, create, createMany } from "#records";
import { type Office, openOffice } from "../../../../test/office.ts";
import { takeAmountFromProducts } from "../contract/index.ts";

let office: Office;
let ana: Actor;
let product: string;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.colleague("Ana");
  product = (await office.as(ana, (work) => create(work, "product", { name: "Desk" }))).id;
});

const line = fc.record({
  quantity: fc
    .integer({ min: 1, max: 9_999_999 })
    .map((thousandths) => new Big(thousandths).div(1000).toFixed()),
  price: fc.integer({ min: 0, max: 99_999_999 }).map((cents) => new Big(cents).div(100).toFixed(2)),
  discount: fc.integer({ min: 0, max: 100 }),
});

it("the amount of a deal is the sum of its products to the cent, whatever their number, price and discount", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 8 }), async (lines) => {
      const id = await office.as(ana, async (work) => {
        const deal = await create(work, "deal", { name: "Fit-out" });
        await createMany(
          work,
          "deal_product",
          lines.map(({ price, ...one }) => ({
            ...one,
            deal: deal.id,
            product,
            price: { amount: price, currency: "EUR" },
          })),
        );
        return deal.id;
      });
      const deal = await office.ask(ana, takeAmountFromProducts, { params: { id } });
      const exact = lines.reduce(
        (sum, { quantity, price, discount }) =>
          sum.plus(
            new Big(quantity)
              .times(price)
              .times(100 - discount)
              .div(100),
          ),
        new Big(0),
      );
      expect(deal["amount"]).toEqual({ amount: exact.round(2, Big.roundHalfUp).toFixed(2), currency: "EUR" });
    }),
    { numRuns: 40 },
  );
});
