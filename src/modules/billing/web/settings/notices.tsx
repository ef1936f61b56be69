import { Stack, Text, TextInput } from "@mantine/core";
import type { ShownProvider } from "#billing/contract";
import { Section } from "#platform/web";
import { CopyButton } from "#web/copy-button.tsx";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "./settings.module.css";

/** What is to be set at the provider: where it tells what was paid, and of what it tells. */
export function Notices({ provider }: { readonly provider: ShownProvider }) {
  const t = useT();
  const format = useFormat();
  const { notices_address: address, notices, noticed_at: noticedAt } = provider;
  return (
    <Section title={t("online_payments.notices")} text={t("online_payments.notices_text")}>
      <Stack gap="sm">
        <TextInput
          label={t("online_payments.address")}
          readOnly
          value={address}
          rightSection={<CopyButton text={address} />}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <div>
          <div className={styles.label}>{t("online_payments.events")}</div>
          <ul className={styles.events}>
            {notices.map((name) => (
              <li key={name}>
                <code>{name}</code>
              </li>
            ))}
          </ul>
        </div>
        <Text size="xs" c="var(--neutral-11)">
          {noticedAt
            ? t("online_payments.noticed", { when: format.relative(noticedAt) })
            : t("online_payments.never_noticed")}
        </Text>
      </Stack>
    </Section>
  );
}
