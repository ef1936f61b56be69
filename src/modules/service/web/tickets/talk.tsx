import { ConversationOf, WriteAct } from "#channels/web";
import type { LinkValue, RecordData } from "#records/contract";
import { type RecordSlotProps, useObject, useRecordRights } from "#records/web";
import { attachConversation } from "#service/contract";
import { call } from "#web/client.ts";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { useServiceAct } from "../acting.ts";
import styles from "./talk.module.css";

/** What was asked and answered: the conversation that a ticket is about, where one answers in place; else its description. */
export function Talk({ record: ticket }: RecordSlotProps) {
  const t = useT();
  const conversation = ticket.conversation as LinkValue | null | undefined;
  if (conversation) return <ConversationOf key={conversation.id} id={conversation.id} />;
  const text = String(ticket.description ?? "");
  return (
    <>
      <p className={text ? styles.body : styles.none}>{text || t("service.talk.nothing")}</p>
      <WriteFirst ticket={ticket} />
    </>
  );
}

/** Writes to the customer of a ticket that came by no conversation: what begins is the one it is about. */
function WriteFirst({ ticket }: { readonly ticket: RecordData }) {
  const t = useT();
  const { act } = useServiceAct();
  const { change } = useRecordRights(useObject("ticket"), ticket);
  const may = useCan("tickets:work") && change;
  const party = [ticket.contact, ticket.customer].map((link) => (link as LinkValue | null)?.id).find(Boolean);
  if (!may || !party) return null;
  const params = { id: ticket.id };
  return (
    <div className={styles.write}>
      <WriteAct
        record={ticket}
        whom={{ party }}
        label={t("service.talk.write")}
        onBegun={(conversation) =>
          void act(() => call(attachConversation, { params, body: { conversation } }), "")
        }
      />
    </div>
  );
}
