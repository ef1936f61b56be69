import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { createWebhook } from "#exchange/contract";
import { call } from "#web/client.ts";
import { useT } from "#web/texts.ts";
import { SecretDialog } from "./secret-dialog.tsx";
import { definitionOf, draftOf, type WebhookDraft } from "./webhook-draft.ts";
import { WebhookForm } from "./webhook-form.tsx";
import { useRefreshWebhooks } from "./webhook-queries.ts";

/** Makes a webhook, and shows its secret. */
export default function NewWebhookScreen() {
  const t = useT();
  const navigate = useNavigate();
  const refresh = useRefreshWebhooks();
  const creating = useMutation({
    mutationFn: (draft: WebhookDraft) => call(createWebhook, { body: definitionOf(draft) }),
    onSuccess: refresh,
  });
  const made = creating.data;
  return (
    <>
      <WebhookForm
        title={t("webhooks.new")}
        initial={draftOf(undefined)}
        error={creating.error}
        isSaving={creating.isPending}
        onSave={(draft) => creating.mutate(draft)}
      />
      {made && (
        <SecretDialog
          secret={made.secret}
          name={made.webhook.name}
          onClose={() => void navigate({ to: `/settings/webhooks/${made.webhook.id}` })}
        />
      )}
    </>
  );
}
