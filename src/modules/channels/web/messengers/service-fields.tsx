import { PasswordInput, Select, TextInput } from "@mantine/core";
import { useT } from "#web/texts.ts";
import type { MessengerKind } from "../../contract/messengers.ts";
import styles from "./messengers.module.css";

/** What one has to be told about a service to sign in there. */
interface ServiceField {
  readonly key: string;
  readonly example?: string;
  readonly most?: number;
  readonly isNumber?: true;
  readonly isSecret?: true;
  readonly options?: readonly string[];
}

const token = { key: "token", most: 2000, isSecret: true } as const;
const hosted = [
  { key: "host", most: 253 },
  { key: "port", most: 5, isNumber: true },
  { key: "security", options: ["tls", "starttls", "none"] },
] as const;

/** In the order in which they are asked for. */
export const serviceFields: Readonly<Record<MessengerKind, readonly ServiceField[]>> = {
  telegram: [token],
  whatsapp: [
    { key: "number_id", most: 30 },
    { key: "account_id", most: 30 },
    token,
    { key: "app_secret", most: 500, isSecret: true },
  ],
  sms: [{ key: "number", example: "+35924372000", most: 20 }, { key: "account_sid", most: 34 }, token],
  smpp: [
    { key: "host", most: 253 },
    { key: "port", most: 5, isNumber: true },
    { key: "security", options: ["tls", "none"] },
    { key: "system_id", most: 64 },
    token,
    { key: "number", example: "+35924372000", most: 20 },
  ],
  mastodon: [{ key: "server", example: "https://mastodon.social", most: 500 }, token],
  viber: [{ key: "sender", most: 28 }, token],
  vk: [{ key: "group_id", example: "123456789", most: 15 }, token],
  xmpp: [{ key: "jid", example: "shop@example.org", most: 320 }, ...hosted, token],
};

/** What stands there before anybody has written. */
export const usual: Readonly<Partial<Record<MessengerKind, Readonly<Record<string, string>>>>> = {
  smpp: { port: "2775", security: "tls" },
  xmpp: { port: "5222", security: "starttls" },
};

interface ServiceFieldsProps {
  readonly kind: MessengerKind;
  readonly values: Readonly<Record<string, string>>;
  /** Whether its secrets are kept from before. */
  readonly kept: boolean;
  readonly onChange: (key: string, value: string) => void;
}

/** Where to get what, step by step, and what is asked for. */
export function ServiceFields({ kind, values, kept, onChange }: ServiceFieldsProps) {
  const t = useT();
  return (
    <>
      <ol className={styles.steps}>
        {t(`messengers.steps.${kind}`)
          .split("\n")
          .map((step) => (
            <li key={step}>{step}</li>
          ))}
      </ol>
      {serviceFields[kind].map((field) => {
        const shown = {
          label: t(field.key === "token" ? `messengers.tokens.${kind}` : `messengers.fields.${field.key}`),
          value: values[field.key] ?? "",
        };
        if (field.options)
          return (
            <Select
              key={field.key}
              {...shown}
              allowDeselect={false}
              data={field.options.map((value) => ({ value, label: t(`messengers.securities.${value}`) }))}
              onChange={(value) => onChange(field.key, value ?? "")}
            />
          );
        const Input = field.isSecret ? PasswordInput : TextInput;
        return (
          <Input
            key={field.key}
            {...shown}
            {...(field.isSecret && kept && { description: t("messengers.kept") })}
            {...(field.isNumber && { inputMode: "numeric" as const })}
            placeholder={field.example}
            autoComplete="off"
            maxLength={field.most}
            onChange={(event) => onChange(field.key, event.currentTarget.value.trim())}
          />
        );
      })}
    </>
  );
}
