import PostalMime from "postal-mime";
import { beforeAll, describe, expect, it } from "vitest";
import { type Actor, create, get, type Runtime, update } from "#records";
import { everything, type Office, openOffice, partyOf } from "../../../../test/office.ts";
import { openMailServer } from "../../platform/testing/mail-server.ts";
import { readPdf } from "../../trade/testing/pdf-reading.ts";
import * as contract from "../contract/index.ts";
import { proposedLetter } from "./letter.ts";
import { mailingsOf, mailInvoice, sendInvoiceLetter } from "./mailing.ts";

let office: Office;
let ana: Actor;
let acme: string;
let elena: string;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.colleague("Ana");
  acme = await partyOf(office, ana, "company", { name: "Акме", language: "bg" });
  elena = await partyOf(office, ana, "person", {
    name: { given: "Elena", family: "Petrova" },
    email: "elena@acme.example",
  });
});

async function issuedInvoice(): Promise<string> {
  const { id } = await office.as(ana, (work) => create(work, "invoice", { customer: acme, contact: elena }));
  const lines = [{ description: "Бюро", quantity: "1", price: "100", tax_class: "standard" }];
  await office.ask(ana, contract.setInvoiceLines, { params: { id }, body: { lines } });
  await office.ask(ana, contract.issueInvoice, { params: { id } });
  return id;
}

/** As in a house with this mail server. */
function housedWith(smtpUrl: string): Runtime {
  const settings = { ...office.runtime.settings, smtpUrl, baseUrl: "https://crm.example" };
  return { ...office.runtime, settings };
}

async function mailed(runtime: Runtime, id: string, more: object = {}): Promise<string> {
  const letter = {
    kind: "invoice",
    to: ["elena@acme.example"],
    subject: "Invoice",
    text: "Here it is.",
    ...more,
  };
  const body = contract.mailInvoice.body.parse(letter);
  await office.as(ana, (work) => mailInvoice(work, runtime.settings, id, body));
  const [mailing] = await office.rows<{ id: string }>(
    `select id from invoice_mailings where invoice_id = '${id}' order by id desc`,
  );
  return mailing?.id as string;
}

const stateOf = async (runtime: Runtime, id: string) =>
  (await office.as(ana, (work) => mailingsOf(work, runtime.settings, id))).mailings[0];

describe("an invoice by mail", () => {
  it("is proposed in the customer's language and goes out once, with the PDF, onto the timeline", async () => {
    const mail = await openMailServer();
    const runtime = housedWith(mail.url);
    const id = await issuedInvoice();
    const letter = await office.as(ana, (work) => proposedLetter(work, runtime.settings, id, "invoice"));
    const number = String((await office.as(ana, (work) => get(work, "invoice", id)))["number"]);
    expect(letter).toMatchObject({ to: ["elena@acme.example"], subject: `Фактура ${number} от Office` });
    expect(letter.text).toContain("Здравейте, Elena Petrova");
    const mailing = await mailed(runtime, id, letter);
    expect(await stateOf(runtime, id)).toMatchObject({ state: "queued", to: ["elena@acme.example"] });
    await sendInvoiceLetter(runtime, { mailing });
    await sendInvoiceLetter(runtime, { mailing });
    expect(mail.letters).toHaveLength(1);
    const [received] = mail.letters;
    expect(received?.headers).toContain(`<${mailing}@crm.example>`);
    const read = await PostalMime.parse(received?.raw ?? "");
    expect(read.attachments[0]?.filename).toBe(`${number}.pdf`);
    const [page] = await readPdf(Buffer.from(read.attachments[0]?.content as ArrayBuffer));
    expect(page?.text).toContain("120,00");
    expect(await stateOf(runtime, id)).toMatchObject({ state: "sent", failure: null });
    expect(await office.as(ana, (work) => get(work, "invoice", id))).toMatchObject({
      sent_at: expect.any(String),
    });
    const told = await office.rows<{ subject: string; agent_id: string }>(
      `select subject, agent_id from interactions where subject like '%${number} sent to elena@acme.example'`,
    );
    expect(told).toEqual([expect.objectContaining({ agent_id: ana.userId })]);
  });

  it("is tried again while the server cannot take it, and given up with its answer once it will not", async () => {
    const id = await issuedInvoice();
    const away = housedWith("smtp://127.0.0.1:1");
    const mailing = await mailed(away, id);
    await expect(sendInvoiceLetter(away, { mailing })).rejects.toThrow();
    expect(await stateOf(away, id)).toMatchObject({ state: "queued", failure: "unreachable" });
    const full = housedWith((await openMailServer({ "elena@acme.example": 452 })).url);
    await expect(sendInvoiceLetter(full, { mailing })).rejects.toThrow();
    expect(await stateOf(full, id)).toMatchObject({ state: "queued", failure: "refused" });
    const unwilling = housedWith((await openMailServer({ "elena@acme.example": 550 })).url);
    await sendInvoiceLetter(unwilling, { mailing });
    expect(await stateOf(unwilling, id)).toMatchObject({
      state: "failed",
      failure: "refused",
      answer: expect.stringContaining("550"),
    });
    expect(
      await office.rows(`select 1 from notifications where kind = 'letter_failed' and record_id = '${id}'`),
    ).toHaveLength(1);
    const open = await openMailServer();
    await sendInvoiceLetter(housedWith(open.url), { mailing });
    expect(open.letters).toEqual([]);
  });

  it("tells which of several recipients it did not reach", async () => {
    const id = await issuedInvoice();
    const runtime = housedWith((await openMailServer({ "gone@acme.example": 550 })).url);
    const to = ["elena@acme.example", "gone@acme.example"];
    await sendInvoiceLetter(runtime, { mailing: await mailed(runtime, id, { to }) });
    expect(await stateOf(runtime, id)).toMatchObject({
      state: "sent",
      failure: "partly",
      answer: "gone@acme.example",
    });
  });

  it("is refused for a draft, and a reminder where nothing is overdue", async () => {
    const runtime = housedWith("smtp://127.0.0.1:1");
    const draft = await office.as(ana, (work) => create(work, "invoice", { customer: acme }));
    await expect(mailed(runtime, draft.id)).rejects.toMatchObject({ code: "document_state_wrong" });
    const id = await issuedInvoice();
    const reminded = () => mailed(runtime, id, { kind: "reminder" });
    await expect(reminded()).rejects.toMatchObject({ code: "invoice_not_overdue" });
    await office.as(ana, (work) => update(work, "invoice", id, { due_on: "2020-01-31" }, { governed: true }));
    const { text } = await office.as(ana, (work) => proposedLetter(work, runtime.settings, id, "reminder"));
    expect(text).toContain("31 януари 2020");
    expect(await reminded()).toBeTruthy();
    await expect(mailed(office.runtime, id)).rejects.toMatchObject({ code: "mail_not_set_up" });
    await expect(mailed(runtime, id, { subject: "One\r\nBcc: all@acme.example" })).rejects.toThrow();
  });

  it("is sent by those alone who may see all that stands on it", async () => {
    const id = await issuedInvoice();
    const { settings } = housedWith("smtp://127.0.0.1:1");
    const hidden = { ...everything, fields: { total: "hidden" as const } };
    const eve = await office.colleague("Eve", { objects: { invoice: hidden } });
    const body = contract.mailInvoice.body.parse({
      to: ["eve@example.com"],
      subject: "Invoice",
      text: "Here.",
    });
    await expect(office.as(eve, (work) => mailInvoice(work, settings, id, body))).rejects.toMatchObject({
      code: "not_allowed",
    });
  });

  it("shows addresses to those alone who may see them where they stand", async () => {
    const id = await issuedInvoice();
    const runtime = housedWith("smtp://127.0.0.1:1");
    await mailed(runtime, id);
    const hidden = { ...everything, fields: { email: "hidden" as const } };
    const bob = await office.colleague("Bob", { objects: { person: hidden, party: hidden } });
    const { mailings } = await office.as(bob, (work) => mailingsOf(work, runtime.settings, id));
    expect(mailings).toMatchObject([{ to: ["–"], answer: null }]);
  });
});
