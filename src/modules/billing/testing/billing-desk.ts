import { get, type Actor } from "#records";
import { placeOrder } from "#trade";
import { type Office, openOffice, partyOf } from "../../../../test/office.ts";
import * as contract from "../contract/index.ts";

interface Wish {
  readonly price: string;
  readonly quantity: string;
  readonly discount?: number;
}

interface Part {
  readonly line: string;
  readonly quantity: string;
}

interface Share {
  readonly invoice: string;
  readonly amount: string;
}

export type Amounts = Readonly<
  Record<"net" | "tax" | "total" | "open" | "paid" | "credited", { amount: string }>
>;

export type BillingDesk = Awaited<ReturnType<typeof openBillingDesk>>;

/** Ana, who does all there is to do for Acme, as its screens ask for it. */
export async function openBillingDesk() {
  const office = await openOffice();
  const ana = await office.colleague("Ana");
  const acme = await partyOf(office, ana, "company", { name: "Acme" });
  return { office, ana, acme, ...doingsOf(office, ana, acme) };
}

function doingsOf(office: Office, ana: Actor, acme: string) {
  const order = async (lines: readonly Wish[]): Promise<string> => {
    const wishes = lines.map((line, at) => ({ description: `Work ${at}`, discount: 0, ...line }));
    const placed = { customer: acme, origin: "manual", lines: wishes, confirmed: true } as const;
    return (await office.as(ana, (work) => placeOrder(work, placed))).id;
  };
  const invoiced = (
    id: string,
    body: { by?: "ordered" | "delivered"; lines?: Part[]; settle_deposits?: boolean } = {},
  ) => office.ask(ana, contract.invoiceOrder, { params: { id }, body: { by: "ordered" as const, ...body } });
  const issue = (id: string) => office.ask(ana, contract.issueInvoice, { params: { id } });
  return {
    order,
    invoiced,
    issue,
    read: async (id: string) =>
      (await office.as(ana, (work) => get(work, "invoice", id))) as unknown as Amounts &
        Record<string, unknown>,
    orderOf: (id: string) => office.as(ana, (work) => get(work, "order", id)),
    linesOf: (table: "order_lines" | "invoice_lines", of: string, id: string) =>
      office.rows<{ id: string; quantity: string; net: string; tax: string }>(
        `select id, quantity::text, net::text, tax::text from ${table} where ${of}_id = '${id}' and archived_at is null order by position`,
      ),
    credit: (id: string, body: { reason?: string; lines?: Part[]; amount?: string } = {}) =>
      office.ask(ana, contract.creditInvoice, { params: { id }, body: { reason: "return", ...body } }),
    pay: (amount: string, invoices: Share[], more: object = {}) =>
      office.ask(ana, contract.recordPayment, {
        body: { customer: acme, amount: { amount, currency: "EUR" }, method: "cash", invoices, ...more },
      }),
    /** An invoice of an order of one piece at this price, issued; with a fifth of tax on it. */
    issuedInvoice: async (price = "100"): Promise<string> => {
      const { id } = await invoiced(await order([{ price, quantity: "1" }]));
      await issue(id);
      return id;
    },
  };
}
