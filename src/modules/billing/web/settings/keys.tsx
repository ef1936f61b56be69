import { Button, Group, PasswordInput, Stack, Switch } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { changePaymentProvider, type ShownProvider, tryPaymentProvider } from "#billing/contract";
import type { BodyOf } from "#kernel/action";
import { fieldProblem, Section } from "#platform/web";
import { call } from "#web/client.ts";
import { notifyDone, problemText } from "#web/notify.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import { useT } from "#web/texts.ts";
import { providerQuery } from "./provider-query.ts";

type Change = BodyOf<typeof changePaymentProvider>;

/** The keys of the provider, which are kept and never shown, whether they are taken, and the switch. */
export function Keys({ provider }: { readonly provider: ShownProvider }) {
  const t = useT();
  const client = useQueryClient();
  const [enabled, setEnabled] = useState(provider.enabled);
  const [secretKey, setSecretKey] = useState("");
  const [noticeSecret, setNoticeSecret] = useState("");
  const [busy, setBusy] = useState<"keep" | "try" | null>(null);
  const [problem, setProblem] = useState<unknown>();
  const isChanged = enabled !== provider.enabled || secretKey !== "" || noticeSecret !== "";
  const hasKeys = provider.has_secret_key || provider.has_notice_secret;

  async function during(what: "keep" | "try", run: () => Promise<string>): Promise<void> {
    setBusy(what);
    setProblem(undefined);
    try {
      notifyDone(await run());
    } catch (thrown) {
      setProblem(thrown);
    }
    setBusy(null);
  }
  const keep = (body: Change) =>
    during("keep", async () => {
      client.setQueryData(providerQuery.queryKey, await call(changePaymentProvider, { body }));
      return t("settings.saved");
    });
  const tryOut = () =>
    during("try", async () => {
      const { live } = await call(tryPaymentProvider);
      return t(live ? "online_payments.tried_live" : "online_payments.tried_test");
    });
  function submit(event: FormEvent): void {
    event.preventDefault();
    const [key, secret] = [secretKey.trim(), noticeSecret.trim()];
    void keep({ enabled, ...(key && { secret_key: key }), ...(secret && { notice_secret: secret }) });
  }

  return (
    <form onSubmit={submit}>
      <Section title={t("online_payments.keys")} text={t("online_payments.keys_text")}>
        <Stack gap="sm">
          <Key
            label={t("online_payments.secret_key")}
            begins="sk_… / rk_…"
            isKept={provider.has_secret_key}
            value={secretKey}
            problem={fieldProblem(problem, "secret_key")}
            onChange={setSecretKey}
          />
          <Key
            label={t("online_payments.notice_secret")}
            begins="whsec_…"
            isKept={provider.has_notice_secret}
            value={noticeSecret}
            problem={fieldProblem(problem, "notice_secret")}
            onChange={setNoticeSecret}
          />
          <Switch
            checked={enabled}
            label={t("online_payments.enabled")}
            description={t("online_payments.enabled_text")}
            onChange={({ currentTarget }) => setEnabled(currentTarget.checked)}
          />
          <ProblemNote text={problem ? problemText(problem) : undefined} />
          <Group>
            <Button type="submit" loading={busy === "keep"} disabled={!isChanged || busy !== null}>
              {t("settings.save")}
            </Button>
            <Button
              variant="default"
              loading={busy === "try"}
              disabled={!provider.has_secret_key || isChanged || busy !== null}
              leftSection={<IconCheck size={16} stroke={1.5} />}
              onClick={() => void tryOut()}
            >
              {t("online_payments.try")}
            </Button>
            {hasKeys && !provider.enabled && (
              <Button
                variant="subtle"
                color="gray"
                disabled={busy !== null}
                onClick={() => void keep({ enabled: false, secret_key: null, notice_secret: null })}
              >
                {t("online_payments.forget")}
              </Button>
            )}
          </Group>
        </Stack>
      </Section>
    </form>
  );
}

interface KeyProps {
  readonly label: string;
  /** How such a key begins. */
  readonly begins: string;
  readonly isKept: boolean;
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (value: string) => void;
}

function Key({ label, begins, isKept, value, problem, onChange }: KeyProps) {
  const t = useT();
  return (
    <PasswordInput
      label={label}
      placeholder={isKept ? t("online_payments.kept") : begins}
      value={value}
      error={problem}
      maxLength={260}
      autoComplete="off"
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
