import type { BodyOf } from "#kernel/action";
import type { addMessenger, MessengerKind, MessengerShown } from "../../contract/messengers.ts";

type Written = BodyOf<typeof addMessenger>;

/** What stands in the dialog, for whichever messenger. */
export interface MessengerForm {
  readonly kind: MessengerKind;
  readonly name: string;
  readonly unknown: "wait" | "lead";
  readonly active: boolean;
  readonly numberId: string;
  readonly number: string;
  readonly accountSid: string;
  /** Empty: the one that is kept. */
  readonly token: string;
  readonly appSecret: string;
  /** Where it is not the public one. */
  readonly server: string | undefined;
}

export function formOf(messenger: MessengerShown | null): MessengerForm {
  const settings = messenger?.settings;
  return {
    kind: messenger?.kind ?? "telegram",
    name: messenger?.name ?? "",
    unknown: messenger?.unknown ?? "wait",
    active: messenger?.active ?? true,
    numberId: settings?.kind === "whatsapp" ? settings.number_id : "",
    number: settings?.kind === "sms" ? settings.number : "",
    accountSid: settings?.kind === "sms" ? settings.account_sid : "",
    token: "",
    appSecret: "",
    server: settings?.server,
  };
}

/** Whether what the service needs is told, or kept from before. */
export function isFilledIn(form: MessengerForm, kept: boolean): boolean {
  if (!form.name.trim() || !(form.token || kept)) return false;
  if (form.kind === "whatsapp") return form.numberId !== "" && (form.appSecret !== "" || kept);
  return form.kind === "telegram" || (form.number !== "" && form.accountSid !== "");
}

export function writtenOf(form: MessengerForm): Written {
  return {
    name: form.name.trim(),
    unknown: form.unknown,
    active: form.active,
    settings: settingsOf(form),
    secrets: {
      ...(form.token && { token: form.token }),
      ...(form.appSecret && { app_secret: form.appSecret }),
    },
  };
}

function settingsOf({ kind, server, numberId, number, accountSid }: MessengerForm): Written["settings"] {
  const at = server === undefined ? {} : { server };
  switch (kind) {
    case "telegram":
      return { kind, ...at };
    case "whatsapp":
      return { kind, ...at, number_id: numberId };
    case "sms":
      return { kind, ...at, account_sid: accountSid, number };
  }
}
