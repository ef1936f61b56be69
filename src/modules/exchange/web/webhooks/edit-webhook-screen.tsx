import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { changeWebhook, type Webhook } from "#exchange/contract";
import { SettingsScreen } from "#platform/web";
import { call } from "#web/client.ts";
import { notifyDone } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { definitionOf, draftOf, type WebhookDraft } from "./webhook-draft.ts";
import { WebhookForm } from "./webhook-form.tsx";
import { useRefreshWebhooks, webhookQuery } from "./webhook-queries.ts";

export default function EditWebhookScreen() {
  const t = useT();
  const { id = "" } = useParams({ strict: false });
  const { data: webhook, isError } = useQuery({ ...webhookQuery(id), refetchInterval: false });
  if (webhook) return <Editing key={webhook.version} webhook={webhook} />;
  return <SettingsScreen title={t("webhooks.title")}>{isError && t("shell.not_found.text")}</SettingsScreen>;
}

/** Says anew what a webhook is. */
function Editing({ webhook }: { webhook: Webhook }) {
  const t = useT();
  const navigate = useNavigate();
  const refresh = useRefreshWebhooks();
  const { id, version } = webhook;
  const saving = useMutation({
    mutationFn: (draft: WebhookDraft) =>
      call(changeWebhook, { params: { id }, body: { ...definitionOf(draft), version } }),
    onSuccess: async () => {
      await navigate({ to: `/settings/webhooks/${id}` });
      notifyDone(t("webhooks.saved"));
      await refresh();
    },
  });
  return (
    <WebhookForm
      title={webhook.name}
      initial={draftOf(webhook)}
      error={saving.error}
      isSaving={saving.isPending}
      onSave={(draft) => saving.mutate(draft)}
    />
  );
}
