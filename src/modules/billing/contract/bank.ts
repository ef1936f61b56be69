import { z } from "zod";
import { defineAction } from "#kernel/action";
import { decimalText } from "#kernel/money";
import { idParams, recordShape } from "#records/contract";

/** What a bank's file may be. */
export const statementFormats = ["camt053", "mt940", "csv"] as const;

/** What a column of a bank's list may be. Either an amount, with a side where it has no sign, or one of credit and one of debit. */
export const csvColumns = [
  "day",
  "amount",
  "credit",
  "debit",
  "side",
  "currency",
  "payer",
  "payer_account",
  "text",
  "reference",
] as const;
export type CsvColumn = (typeof csvColumns)[number];

const heading = z.string().min(1).max(200);
/** By what each column is: how it is headed. */
export const csvColumnsShape = z.strictObject({
  day: heading,
  amount: heading.optional(),
  credit: heading.optional(),
  debit: heading.optional(),
  side: heading.optional(),
  currency: heading.optional(),
  payer: heading.optional(),
  payer_account: heading.optional(),
  text: heading.optional(),
  reference: heading.optional(),
});
export type CsvColumns = z.infer<typeof csvColumnsShape>;

const movementShape = {
  day: z.iso.date(),
  amount: decimalText,
  currency: z.string(),
  payer: z.string().nullable(),
  text: z.string(),
};

export const importBankStatements = defineAction({
  id: "bank_statements.import",
  method: "POST",
  path: "/api/bank-statements",
  summary:
    "Books a bank's file (CAMT.053, MT940 or a list as CSV): each movement once, however often it is told; what may be there already is answered instead; nothing of a file with a broken line",
  permission: "bank:import",
  body: z.strictObject({
    name: z.string().trim().min(1).max(255),
    /** The file as base64. */
    content: z.base64().max(14_000_000),
    /** Whose list it is: a CSV does not say. */
    account: z.uuid().optional(),
    /** What its columns are, kept for the account's next lists. */
    columns: csvColumnsShape.optional(),
    /** Movements that are booked though they may be there already, by the places that an earlier answer gave them. */
    anyway: z.array(z.int().min(0)).max(1000).optional(),
  }),
  bodyLimit: 15_000_000,
  output: z.strictObject({
    statements: z.array(z.uuid()),
    /** Movements that are new, that were booked before, and that were settled at once. */
    booked: z.int(),
    known: z.int(),
    settled: z.int(),
    /** Movements that may be there already and were not booked, the first of them, and how many there are. */
    doubtful: z.array(
      z.strictObject({
        place: z.int(),
        /** `same` says just what one that is there says; `alike` is of its day and amount, told in another way. */
        is: z.enum(["same", "alike"]),
        ...movementShape,
      }),
    ),
    doubtful_count: z.int(),
  }),
  status: 201,
});

export const previewBankStatements = defineAction({
  id: "bank_statements.preview",
  method: "POST",
  path: "/api/bank-statement-previews",
  summary:
    "Reads a bank's file and books nothing: whose it is, what its columns are taken for, its first movements, and what is wrong",
  permission: "bank:import",
  body: importBankStatements.body.omit({ anyway: true }),
  bodyLimit: 15_000_000,
  output: z.strictObject({
    format: z.enum(statementFormats),
    /** The accounts that the file itself names. */
    accounts: z.array(z.string()),
    /** Of a list: how its columns are headed, what stands in the first rows below, and what each is taken for. */
    headings: z.array(z.string()),
    samples: z.array(z.array(z.string())),
    columns: csvColumnsShape.partial(),
    count: z.int(),
    entries: z.array(z.strictObject({ line: z.int(), ...movementShape })),
    /** Why it cannot be booked as it is, in words. */
    problem: z.string().nullable(),
  }),
});

const share = z.strictObject({ invoice: z.uuid(), amount: decimalText });
export const reasons = ["number", "reference", "amount", "account", "payer"] as const;

export const readSuggestions = defineAction({
  id: "bank_transactions.suggestions",
  method: "GET",
  path: "/api/bank-transactions/:id/suggestions",
  summary: "Which invoices a movement on the account may have paid, the likeliest first, and why",
  permission: "signed_in",
  params: idParams,
  output: z.strictObject({
    data: z.array(
      z.strictObject({
        customer: z.strictObject({ id: z.uuid(), title: z.string() }),
        invoices: z.array(
          z.strictObject({
            id: z.uuid(),
            number: z.string(),
            open: decimalText,
            amount: decimalText,
            due_on: z.iso.date().nullable(),
          }),
        ),
        /** What is left of the movement, kept as the customer's credit. */
        rest: decimalText,
        /** Number or reference, and the amount to the cent. */
        certain: z.boolean(),
        reasons: z.array(z.enum(reasons)),
      }),
    ),
  }),
});

export const settleTransaction = defineAction({
  id: "bank_transactions.settle",
  method: "PUT",
  path: "/api/bank-transactions/:id/settlement",
  summary:
    "Says whose payment a movement on the account is and which invoices it pays; what is left stays the customer's credit",
  permission: "payments:record",
  params: idParams,
  body: z.strictObject({ customer: z.uuid(), invoices: z.array(share).max(200) }),
  output: recordShape,
});

export const setTransactionAside = defineAction({
  id: "bank_transactions.set_aside",
  method: "PUT",
  path: "/api/bank-transactions/:id/set-aside",
  summary: "Says that a movement on the account is no payment of a customer",
  permission: "payments:record",
  params: idParams,
  output: recordShape,
});

export const takeTransactionUp = defineAction({
  id: "bank_transactions.take_up",
  method: "DELETE",
  path: "/api/bank-transactions/:id/set-aside",
  summary: "Takes up again a movement that was set aside",
  permission: "payments:record",
  params: idParams,
  output: recordShape,
});
