import type { BodyOf } from "#kernel/action";
import {
  type addMessenger,
  type MessengerKind,
  type MessengerSettings,
  messengerSettings,
  type MessengerShown,
} from "../../contract/messengers.ts";
import { serviceFields, usual } from "./service-fields.tsx";

type Written = BodyOf<typeof addMessenger>;

/** What stands in the dialog, for whichever messenger. */
export interface MessengerForm {
  readonly kind: MessengerKind;
  readonly name: string;
  readonly unknown: "wait" | "lead";
  readonly active: boolean;
  /** What the service asks for, by its name; secrets are empty where the one that is kept stays. */
  readonly values: Readonly<Record<string, string>>;
  /** Where it is not the public one. */
  readonly server: string | undefined;
}

type Told = { readonly kind: MessengerKind; readonly server?: string | undefined };

export function formOf(messenger: MessengerShown | null): MessengerForm {
  const kind = messenger?.kind ?? "telegram";
  const { kind: _kind, server, ...told }: Told = messenger?.settings ?? { kind };
  const values = Object.entries({ ...told, ...(server && { server }) }).map(([key, value]) => [
    key,
    String(value),
  ]);
  return {
    kind,
    name: messenger?.name ?? "",
    unknown: messenger?.unknown ?? "wait",
    active: messenger?.active ?? true,
    values: values.length > 0 ? Object.fromEntries(values) : (usual[kind] ?? {}),
    server,
  };
}

/** Whether what the service needs is told, or kept from before. */
export function isFilledIn(form: MessengerForm, kept: boolean): boolean {
  const isProven = serviceFields[form.kind].every(
    ({ key, isSecret }) => !isSecret || kept || form.values[key],
  );
  return form.name.trim() !== "" && isProven && settingsOf(form) !== undefined;
}

/** Null as long as something is missing. */
export function writtenOf(form: MessengerForm): Written | null {
  const settings = settingsOf(form);
  if (!settings) return null;
  const { name, unknown, active, kind, values } = form;
  const secrets = serviceFields[kind].flatMap(({ key, isSecret }) =>
    isSecret && values[key] ? [[key, values[key]]] : [],
  );
  return { name: name.trim(), unknown, active, settings, secrets: Object.fromEntries(secrets) };
}

function settingsOf({ kind, values, server }: MessengerForm): MessengerSettings | undefined {
  const told = serviceFields[kind].flatMap(({ key, isSecret, isNumber }) => {
    const value = values[key];
    return isSecret || !value ? [] : [[key, isNumber ? Number(value) : value]];
  });
  return messengerSettings.safeParse({
    kind,
    ...(server !== undefined && { server }),
    ...Object.fromEntries(told),
  }).data;
}
