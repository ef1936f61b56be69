import { describe, expect, it } from "vitest";
import { createMany } from "#records";
import { everything } from "../../../../test/office.ts";
import * as contract from "../contract/index.ts";
import { openBillingDesk } from "../testing/billing-desk.ts";

const { office, ana, acme, read, issuedInvoice } = await openBillingDesk();

describe("a bank's file", () => {
  const list = (rows: readonly string[]) =>
    Buffer.from(["Date;Amount;Name;IBAN;Description", ...rows].join("\n")).toString("base64");
  const bring = (account: string, rows: readonly string[], anyway?: number[]) =>
    bringFile({ content: list(rows), account, anyway });
  const bringFile = (body: { content: string; account?: string; anyway?: number[] }) =>
    office.ask(ana, contract.importBankStatements, { body: { name: "file", ...body } });
  const newAccount = (values: object = {}) =>
    office.as(
      ana,
      async (work) =>
        (
          await createMany(work, "bank_account", [
            { name: "Main", number: `BG${Math.random()}`, currency: "EUR", ...values },
          ])
        )[0] as string,
    );

  it("books nothing twice, be it the same, or one that overlaps; two alike on a day are two", async () => {
    const account = await newAccount();
    const rows = ["2026-11-05;12;Elena;DE1;a", "2026-11-05;12;Elena;DE1;a", "2026-11-06;5;Ivan;DE2;b"];
    expect(await bring(account, rows)).toMatchObject({ booked: 3, known: 0 });
    expect(await bring(account, rows)).toMatchObject({ booked: 0, known: 3, doubtful: [], statements: [] });
    expect(await bring(account, [...rows.slice(2), "2026-11-07;7;Ivan;DE2;c"])).toMatchObject({
      booked: 1,
      doubtful: [{ place: 0, is: "same", day: "2026-11-06" }],
    });
    const both = await Promise.all([
      bring(account, ["2026-11-09;9;Ivan;DE2;d"]),
      bring(account, ["2026-11-09;9;Ivan;DE2;d"]),
    ]);
    expect(both.map(({ booked }) => booked).sort()).toEqual([0, 1]);
  });

  it("with a movement that may be there already tells it, and books it by a person's yes, once", async () => {
    const account = await newAccount();
    const first = ["2026-11-05;12;Elena;DE1;a"];
    const later = ["2026-11-05;12;Elena;DE1;a", "2026-11-05;8;Ivan;DE2;b"];
    await bring(account, first);
    const told = await bring(account, later);
    expect(told).toMatchObject({
      booked: 1,
      known: 0,
      doubtful: [{ place: 0, is: "same" }],
      doubtful_count: 1,
    });
    expect(await bring(account, later, [0])).toMatchObject({ booked: 1, known: 1, doubtful: [] });
    for (const rows of [first, later]) expect(await bring(account, rows, [0])).toMatchObject({ booked: 0 });
    const whole = [...first, ...later];
    expect(await bring(account, whole)).toMatchObject({ booked: 0, doubtful_count: 3 });
  });

  const number = "BG80BNBG96611020345678";
  const balance = (kind: string, amount: number) =>
    `<Bal><Tp><CdOrPrtry><Cd>${kind}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>`;
  const entry = (
    amount: string,
    currency = "EUR",
  ) => `<Ntry><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>
    <Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-05</Dt></BookgDt><NtryDtls><TxDtls><RmtInf><Ustrd>Rent</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
  const camt = (id: string, [from, until]: readonly [number, number], entries: string) =>
    Buffer.from(
      `<Document><BkToCstmrStmt><Stmt><Id>${id}</Id><Acct><Id><IBAN>${number}</IBAN></Id><Ccy>EUR</Ccy></Acct>${balance("OPBD", from)}${balance("CLBD", until)}${entries}</Stmt></BkToCstmrStmt></Document>`,
    ).toString("base64");

  it("books both of two alike of one day where the second statement begins where the first ends", async () => {
    const account = await newAccount({ number });
    const files = [camt("1", [100, 130], entry("30")), camt("2", [130, 160], entry("30"))] as const;
    for (const content of files)
      expect(await bringFile({ content })).toMatchObject({ booked: 1, doubtful: [] });
    for (const content of files) expect(await bringFile({ content })).toMatchObject({ booked: 0, known: 1 });
    const anew = camt("2a", [130, 160], entry("30"));
    expect(await bringFile({ content: anew })).toMatchObject({ booked: 0, doubtful: [{ is: "same" }] });
    // The same movements as the bank's list tells them.
    const asList = await bring(account, [
      "2026-11-05;30;Landlord;DE9;RENT 11",
      "2026-11-05;31;Landlord;DE9;RENT 12",
    ]);
    expect(asList).toMatchObject({ booked: 1, doubtful: [{ place: 0, is: "alike", payer: "Landlord" }] });
  });

  it("is refused where an amount has a sign, or is in a currency that is not the account's or is none", async () => {
    await newAccount({ number: "BG80BNBG96611020345679" });
    await expect(bringFile({ content: camt("9", [100, 95], entry("-5")) })).rejects.toMatchObject({
      code: "bank_file_broken",
    });
    for (const currency of ["USD", "ZZZ"])
      await expect(bringFile({ content: camt("9", [100, 105], entry("5", currency)) })).rejects.toMatchObject(
        {
          code: "bank_file_currency",
          details: { params: { currency, account: currency === "USD" ? "EUR" : "none" } },
        },
      );
  });

  it("with a broken line is told with its number, and nothing of it is booked", async () => {
    const account = await newAccount();
    await expect(
      bring(account, ["2026-11-05;12;Elena;DE1;a", "2026-11-31;5;Ivan;DE2;b"]),
    ).rejects.toMatchObject({ code: "bank_file_broken", details: { params: { line: 3 } } });
    expect(await office.rows(`select 1 from bank_transactions where account_id = '${account}'`)).toEqual([]);
    const content = Buffer.from("Qaz;Wsx\n1;2").toString("base64");
    await expect(
      office.ask(ana, contract.importBankStatements, { body: { name: "x", content, account } }),
    ).rejects.toMatchObject({ code: "bank_columns_needed" });
  });

  it("has what it may have paid suggested, is settled by a click once, and its payer is known the next time", async () => {
    const account = await newAccount();
    const [first, second] = [await issuedInvoice("111"), await issuedInvoice("222")];
    const number = String((await read(first))["number"]);
    await bring(account, [
      `2026-11-05;133,20;ELENA X;DE77;${number.replaceAll("-", " ")}`,
      "2026-11-06;266,40;ELENA X;DE77;thanks",
    ]);
    const [one, other] = (
      await office.rows<{ id: string }>(
        `select id from bank_transactions where account_id = '${account}' order by booked_on`,
      )
    ).map(({ id }) => id);
    const { data } = await office.ask(ana, contract.readSuggestions, { params: { id: one! } });
    expect(data[0]).toMatchObject({
      certain: true,
      reasons: ["number", "amount"],
      invoices: [{ id: first, amount: "133.2" }],
      rest: "0",
    });
    const invoice = { ...everything, fields: { open: "hidden" as const } };
    const blind = { ...ana, rights: { ...ana.rights, objects: { ...ana.rights.objects, invoice } } };
    expect(await office.ask(blind, contract.readSuggestions, { params: { id: one! } })).toEqual({ data: [] });
    const settle = (id: string, invoice: string, amount: string) =>
      office.ask(ana, contract.settleTransaction, {
        params: { id },
        body: { customer: acme, invoices: [{ invoice, amount }] },
      });
    expect(await settle(one!, first, "133.20")).toMatchObject({
      state: "settled",
      payment: { title: expect.stringMatching(/^P-/) },
    });
    await expect(settle(one!, second, "133.20")).rejects.toMatchObject({ code: "already_done" });
    const again = await office.ask(ana, contract.readSuggestions, { params: { id: other! } });
    expect(again.data[0]).toMatchObject({
      customer: { title: "Acme" },
      reasons: expect.arrayContaining(["account", "amount"]),
      invoices: [{ id: second }],
    });
    await office.ask(ana, contract.setTransactionAside, { params: { id: other! } });
    await expect(settle(other!, second, "1")).rejects.toMatchObject({ code: "already_done" });
  });

  it("settles by itself what is certain, where the account is to", async () => {
    const account = await newAccount({ settles_certain: true });
    const invoice = await issuedInvoice("77");
    const reference = String((await read(invoice))["payment_reference"]);
    const outcome = await bring(account, [
      `2026-11-05;92,40;Whoever;DE5;${reference}`,
      "2026-11-05;1;Whoever;DE5;nothing",
    ]);
    expect(outcome).toMatchObject({ booked: 2, settled: 1 });
    expect(await read(invoice)).toMatchObject({ state: "paid" });
  });
});
