import { describe, expect, it } from "vitest";
import { creditorReference, namingOf } from "./references.ts";
import { type Incoming, type OpenInvoice, suggestionsFor } from "./suggesting.ts";

describe("a number in a payer's text", () => {
  it.each([
    ["INV-2026-0012", "whole"],
    ["inv 2026/12 thank you", "whole"],
    ["Payment INV20260012 of November", "whole"],
    ["INV-2026-\n00 12", "whole"],
    ["фактура 2026-0012", "digits"],
    ["за ф-ра № 12 от 05.11", "last"],
    ["INV-2026-00123", null],
    ["INV-2025-0013", null],
    ["order 4120", null],
  ])("%s", (text, naming) => {
    expect(namingOf(text, "INV-2026-0012")).toBe(naming);
  });

  it("of digits alone is named whole, as in Bulgaria", () => {
    expect(namingOf("плащане по ф-ра 0000001234", "0000001234")).toBe("last");
    expect(namingOf("ф-ра 1000001234/05.11.2026", "1000001234")).toBe("whole");
  });

  // The example of ISO 11649 itself.
  it("has a creditor reference with check digits", () => {
    expect(creditorReference("539007547034")).toBe("RF18539007547034");
    expect(creditorReference("—")).toBeNull();
  });
});

let made = 0;
const invoice = (open: string, customer = "elena", more: Partial<OpenInvoice> = {}): OpenInvoice => {
  const number = `INV-2026-${String(++made).padStart(4, "0")}`;
  return {
    id: `i${made}`,
    number,
    reference: creditorReference(number),
    customer,
    customerName: `${customer} Petrova`,
    open,
    dueOn: `2026-11-${10 + made}`,
    ...more,
  };
};
const incoming = (amount: string, more: Partial<Incoming> = {}): Incoming => ({
  amount,
  text: "",
  payer: null,
  knownAs: [],
  ...more,
});
const told = (found: ReturnType<typeof suggestionsFor>) =>
  found.map(({ shares, rest, certain, reasons }) => ({
    shares: shares.map(({ invoice: one, amount }) => [one.id, amount]),
    rest,
    certain,
    reasons,
  }));

describe("suggestions for a payment", () => {
  const [first, second, third, others] = [
    invoice("100.00"),
    invoice("50.00"),
    invoice("70.00"),
    invoice("100", "ivan"),
  ];
  const open = [first, second, third, others];

  it("take what the text names; with the amount to the cent that is certain", () => {
    const [found] = suggestionsFor(incoming("150", { text: `${first.number} and ${second.number}` }), open);
    expect(told([found!])).toEqual([
      {
        shares: [
          ["i1", "100"],
          ["i2", "50"],
        ],
        rest: "0",
        certain: true,
        reasons: ["number", "amount"],
      },
    ]);
    const [byReference] = suggestionsFor(
      incoming("70", {
        text: `rf ${third.reference?.slice(2).replace(/(.{4})/g, "$1 ")}`.replace("rf ", "RF"),
      }),
      open,
    );
    expect(byReference).toMatchObject({ certain: true, reasons: ["reference", "amount"] });
  });

  it("are not certain where less or more came in: a part is paid, or something is left", () => {
    expect(told(suggestionsFor(incoming("30", { text: first.number }), open))[0]).toEqual({
      shares: [["i1", "30"]],
      rest: "0",
      certain: false,
      reasons: ["number"],
    });
    expect(told(suggestionsFor(incoming("130", { text: first.number }), open))[0]).toEqual({
      shares: [["i1", "100"]],
      rest: "30",
      certain: false,
      reasons: ["number"],
    });
  });

  it("know the payer by the account or the name, and find invoices that come to the amount together", () => {
    const known = suggestionsFor(incoming("120", { knownAs: ["elena"], payer: "PETROVA ELENA" }), open)[0];
    expect(told([known!])).toEqual([
      {
        shares: [
          ["i2", "50"],
          ["i3", "70"],
        ],
        rest: "0",
        certain: false,
        reasons: ["account", "payer", "amount"],
      },
    ]);
    expect(suggestionsFor(incoming("33", { payer: "Petrova Elena" }), open)[0]).toMatchObject({
      customer: "elena",
      reasons: ["payer"],
    });
  });

  it("are of the amount alone where nothing else is known, and none where not even that fits", () => {
    expect(told(suggestionsFor(incoming("100"), open)).map(({ shares }) => shares)).toEqual([
      [["i1", "100"]],
      [["i4", "100"]],
    ]);
    expect(suggestionsFor(incoming("99.99"), open)).toEqual([]);
  });

  it("are never certain when two customers are named", () => {
    const found = suggestionsFor(incoming("100", { text: `${first.number} ${others.number}` }), open);
    expect(found.map(({ customer }) => customer)).toEqual(
      expect.arrayContaining([first.customer, others.customer]),
    );
    expect(found.some(({ certain }) => certain)).toBe(false);
  });

  it("are found among 5,000 open invoices for 30 movements in a blink, not in a quarter of a minute", () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({
      ...first,
      id: `m${index}`,
      number: `INV-2026-${String(index + 10_000)}`,
      reference: null,
      customer: `c${index % 700}`,
      customerName: `Customer ${index % 700} Trading House`,
      open: String(500 + index),
    }));
    const begun = performance.now();
    const found = Array.from({ length: 30 }, (_, index) =>
      suggestionsFor(
        incoming(String(500 + index), {
          text: `Payment of INV-2026-${10_000 + index}`,
          payer: "Somebody Else",
        }),
        many,
      ),
    );
    expect(found.every(([one], index) => one?.certain && one.shares[0]?.invoice.id === `m${index}`)).toBe(
      true,
    );
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});
