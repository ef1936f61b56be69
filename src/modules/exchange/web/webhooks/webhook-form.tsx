import { Button, Radio, Select, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useId, useState } from "react";
import { fieldProblem, Section, SettingsScreen, useRoleChoices } from "#platform/web";
import { useT } from "#web/texts.ts";
import { FormProblem } from "./form-problem.tsx";
import { HeaderRows } from "./header-rows.tsx";
import { TopicCards } from "./topic-cards.tsx";
import { isWhole, type WebhookDraft } from "./webhook-draft.ts";

interface WebhookFormProps {
  readonly title: string;
  readonly initial: WebhookDraft;
  readonly error: unknown;
  readonly isSaving: boolean;
  readonly onSave: (draft: WebhookDraft) => void;
}

/** Where a webhook goes, what it tells, within whose rights, and what goes along. */
export function WebhookForm({ title, initial, error, isSaving, onSave }: WebhookFormProps) {
  const t = useT();
  const form = useId();
  const roles = useRoleChoices();
  const [draft, setDraft] = useState(initial);
  const change = (part: Partial<WebhookDraft>) => setDraft({ ...draft, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(draft);
  };
  return (
    <SettingsScreen
      title={title}
      actions={
        <Button type="submit" form={form} loading={isSaving} disabled={!isWhole(draft)}>
          {t("webhooks.save")}
        </Button>
      }
    >
      <form id={form} onSubmit={submit}>
        <FormProblem error={error} shown={["name", "address"]} />
        <Section title={t("webhooks.receiver")} text={t("webhooks.receiver_text")}>
          <Stack gap="md">
            <TextInput
              label={t("webhooks.name")}
              placeholder={t("webhooks.name_example")}
              required
              withAsterisk={false}
              maxLength={200}
              value={draft.name}
              error={fieldProblem(error, "name")}
              onChange={(event) => change({ name: event.currentTarget.value })}
            />
            <TextInput
              label={t("webhooks.address")}
              placeholder="https://"
              type="url"
              required
              withAsterisk={false}
              maxLength={2000}
              value={draft.address}
              error={fieldProblem(error, "address")}
              onChange={(event) => change({ address: event.currentTarget.value })}
            />
          </Stack>
        </Section>
        <Section title={t("webhooks.tells")} text={t("webhooks.tells_text")}>
          <TopicCards topics={draft.topics} onTopics={(topics) => change({ topics })} />
        </Section>
        <Section title={t("webhooks.within")} text={t("webhooks.within_text")}>
          <Stack gap="md">
            <Select
              aria-label={t("objects.role.one")}
              placeholder={t("objects.role.one")}
              data={[...roles]}
              value={draft.roleId}
              onChange={(roleId) => change({ roleId })}
            />
            <Radio.Group
              label={t("webhooks.payload.title")}
              value={draft.payload}
              onChange={(payload) => change({ payload: payload === "records" ? "records" : "ids" })}
            >
              <Stack gap="xs" mt="xs">
                <Radio
                  value="ids"
                  label={t("webhooks.payload.ids")}
                  description={t("webhooks.payload.ids_text")}
                />
                <Radio
                  value="records"
                  label={t("webhooks.payload.records")}
                  description={t("webhooks.payload.records_text")}
                />
              </Stack>
            </Radio.Group>
          </Stack>
        </Section>
        <Section title={t("webhooks.headers.title")} text={t("webhooks.headers.text")}>
          <HeaderRows headers={draft.headers} error={error} onHeaders={(headers) => change({ headers })} />
        </Section>
      </form>
    </SettingsScreen>
  );
}
