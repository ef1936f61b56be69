import { boolean, choice, date, defineObject, link, longText, money, number, text } from "#records/contract";
import { statementFormats } from "./bank.ts";

export const bankAccountObject = defineObject({
  name: "bank_account",
  plural: "bank-accounts",
  table: "bank_accounts",
  module: "billing",
  title: "name",
  icon: "building-bank",
  owned: false,
  columns: ["name", "number", "currency", "settles_certain"],
  sort: "name",
  keys: ["number", "name"],
  searchWords: { name: "n", number: "u" },
  fields: {
    name: text({ required: true, searched: true }),
    /** IBAN, or the number by which the bank's statements call it. */
    number: text({ required: true, unique: true, max: 60, searched: true }),
    currency: text({ required: true, max: 3, code: "currency", codesFirst: "currency_rate" }),
    /** What is certain is settled without being asked. */
    settles_certain: boolean({ default: false }),
  },
});

export const bankStatementObject = defineObject({
  name: "bank_statement",
  plural: "bank-statements",
  table: "bank_statements",
  module: "billing",
  title: "name",
  icon: "file-text",
  owned: false,
  through: ["account"],
  closed: true,
  columns: ["name", "account", "format", "from_on", "until_on", "opening", "closing", "count"],
  sort: "-created_at",
  searchWords: { name: "n" },
  fields: {
    account: link("bank_account", { required: true, back: "statements", along: "always" }),
    name: text({ required: true, max: 300, searched: true }),
    format: choice({ options: statementFormats, required: true }),
    from_on: date(),
    until_on: date(),
    opening: money(),
    closing: money(),
    count: number({ min: 0 }),
    mark: text({ required: true, max: 64, hidden: true }),
  },
});

export const bankTransactionObject = defineObject({
  name: "bank_transaction",
  plural: "bank-transactions",
  table: "bank_transactions",
  module: "billing",
  title: "text",
  icon: "arrows-exchange",
  owned: false,
  through: ["account"],
  closed: true,
  columns: ["booked_on", "payer", "text", "amount", "state", "payment"],
  sort: "-booked_on",
  views: [
    {
      key: "open",
      filter: {
        and: [
          { field: "state", op: "is", value: "open" },
          { field: "amount", op: "gt", value: "0" },
        ],
      },
      sort: "-booked_on",
      opens: true,
    },
    { key: "settled", filter: { field: "state", op: "is", value: "settled" }, sort: "-booked_on" },
    { key: "set_aside", filter: { field: "state", op: "is", value: "set_aside" }, sort: "-booked_on" },
  ],
  searchWords: { text: "t", payer: "p" },
  fields: {
    account: link("bank_account", { required: true, back: "transactions", along: "always" }),
    statement: link("bank_statement", { required: true, back: "transactions" }),
    booked_on: date({ required: true }),
    amount: money({ required: true }),
    payer: text({ max: 300, searched: true }),
    payer_account: text({ max: 60 }),
    text: longText({ max: 2000, searched: true }),
    reference: text({ max: 255 }),
    state: choice({ options: ["open", "settled", "set_aside"], default: "open" }),
    payment: link("payment", { back: "transactions" }),
    line: number({ min: 0, hidden: true }),
    mark: text({ required: true, max: 64, hidden: true }),
  },
});
