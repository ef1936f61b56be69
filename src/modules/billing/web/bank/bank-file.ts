import type { importBankStatements } from "#billing/contract";
import type { BodyOf, OutputOf } from "#kernel/action";

/** A bank's file as it is sent. */
export interface BankFile {
  readonly name: string;
  readonly content: string;
}

export type BringBody = BodyOf<typeof importBankStatements>;

/** A file that was brought, as it was asked for, and what came of it. */
export interface Brought {
  readonly body: BringBody;
  readonly told: OutputOf<typeof importBankStatements>;
}

export async function sentAs(file: File): Promise<BankFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let from = 0; from < bytes.length; from += 8192)
    text += String.fromCharCode(...bytes.subarray(from, from + 8192));
  return { name: file.name, content: btoa(text) };
}
