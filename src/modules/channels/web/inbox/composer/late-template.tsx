import { writeByTemplate } from "#channels/contract";
import { useAct } from "#records/web";
import { call } from "#web/client.ts";
import type { Conversation } from "../conversation.ts";
import { TemplateChooser } from "../../messengers/template-chooser.tsx";

/** Goes on by an approved text where WhatsApp takes free words no more. */
export function LateTemplate({ conversation }: { readonly conversation: Conversation }) {
  const { act, busy } = useAct({ objects: ["conversation"], queries: ["conversation", "inbox", "timeline"] });
  if (!conversation.account) return null;
  const params = { id: conversation.id };
  return (
    <TemplateChooser
      account={conversation.account.id}
      busy={busy}
      onSend={async (body) => (await act(() => call(writeByTemplate, { params, body }), "")) !== null}
    />
  );
}
