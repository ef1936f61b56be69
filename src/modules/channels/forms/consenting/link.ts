import { createHmac, hkdfSync } from "node:crypto";
import { z } from "zod";
import { isSameSecret, type RuntimeSettings } from "#records";
import type { Outgoing } from "../../adapter.ts";

type Settings = Pick<RuntimeSettings, "secret" | "baseUrl">;

export const confirmationDays = 7;

/** Where the link stands in a letter, as it is kept here: who works here confirms nothing for others. */
export const placeOfLink = "[ … ]";

const confirming = z.object({
  confirms: z.object({ form: z.uuid(), message: z.uuid(), until: z.iso.datetime() }),
});

/** The letter with its link; any other message as it is. */
export function withLink(settings: Settings, letter: Outgoing): Outgoing {
  const told = confirming.safeParse(letter.details).data;
  if (!told) return letter;
  const { form, message, until } = told.confirms;
  const link = linkOf(settings, { form, message, until: new Date(until) });
  return { ...letter, body: letter.body.replace(placeOfLink, () => link) };
}

const proven = /(consents(?:\/|%(?:25)*2F))[0-9a-f-]{36}-[0-9a-z]{1,9}-[0-9a-f]{40}/gi;

/** What came in without such links: who answers our letter quotes it, and who reads that here was not asked. */
export function withoutLinks(text: string): string {
  return text.replace(proven, "$1…");
}

interface Told {
  readonly form: string;
  readonly message: string;
  readonly until: Date;
}

/** By which whoever reads the mail of an address confirms what was agreed to with it. */
export function linkOf(settings: Settings, { form, message, until }: Told): string {
  const end = Math.floor(until.getTime() / 1000).toString(36);
  return `${settings.baseUrl}/form/${form}/consents/${message}-${end}-${proofOf(settings, `${form} ${message} ${end}`)}`;
}

/** The message that a link of ours confirms; null for one that we did not make. */
export function messageOfLink(
  settings: Settings,
  form: string,
  token: string,
): { readonly message: string; readonly isOver: boolean } | null {
  const [, message = "", end = "", proof = ""] =
    /^([0-9a-f-]{36})-([0-9a-z]{1,9})-([0-9a-f]{40})$/.exec(token) ?? [];
  if (!message || !isSameSecret(proofOf(settings, `${form} ${message} ${end}`), proof)) return null;
  return { message, isOver: Number.parseInt(end, 36) * 1000 < Date.now() };
}

function proofOf({ secret }: Settings, said: string): string {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "rapport form consents 1", 32));
  return createHmac("sha256", key).update(said).digest("hex").slice(0, 40);
}
