import { Button } from "@mantine/core";
import { IconArrowsExchange, IconBuilding, IconUserPlus, IconUserSearch } from "@tabler/icons-react";
import { type ReactElement, useState } from "react";
import { moveToParty } from "#channels/contract";
import { askToCreate, useAct, useMetadata, useRecordSearch } from "#records/web";
import { call } from "#web/client.ts";
import { EmptyState } from "#web/empty-state.tsx";
import { useT } from "#web/texts.ts";
import type { Conversation } from "./conversation.ts";
import styles from "./conversation.module.css";
import { PickMenu } from "./pick-menu.tsx";

interface WhoIsItProps {
  readonly conversation: Conversation;
  readonly mayChange: boolean;
}

/** Nobody knows whose it is: somebody says it, or makes them. */
export function WhoIsIt({ conversation, mayChange }: WhoIsItProps) {
  const t = useT();
  const move = useMoveToParty(conversation);
  const { objects } = useMetadata();
  const { contact, contact_name, channel } = conversation;
  const make = async (object: "person" | "company") => {
    const made = await askToCreate(object, madeOf(conversation, object), { once: true });
    if (made) await move.run(made.id);
  };
  return (
    <div className={styles.unknown}>
      <EmptyState
        icon="user-circle"
        title={t("inbox.who.title")}
        text={t("inbox.who.text", { contact: [contact_name, contact].filter(Boolean).join(", ") || channel })}
        action={
          mayChange && (
            <div className={styles.unknownActs}>
              <PartyPick onPick={(id) => void move.run(id)}>
                <Button
                  variant="default"
                  leftSection={<IconUserSearch size={16} stroke={1.5} />}
                  loading={move.busy}
                >
                  {t("inbox.who.find")}
                </Button>
              </PartyPick>
              {objects.person?.grant.create && (
                <Button
                  variant="subtle"
                  leftSection={<IconUserPlus size={16} stroke={1.5} />}
                  onClick={() => void make("person")}
                >
                  {t("inbox.who.person")}
                </Button>
              )}
              {objects.company?.grant.create && (
                <Button
                  variant="subtle"
                  leftSection={<IconBuilding size={16} stroke={1.5} />}
                  onClick={() => void make("company")}
                >
                  {t("inbox.who.company")}
                </Button>
              )}
            </div>
          )
        }
      />
    </div>
  );
}

/** It is somebody else's: all that was said moves along. */
export function MoveToParty({ conversation }: { readonly conversation: Conversation }) {
  const t = useT();
  const move = useMoveToParty(conversation);
  return (
    <div className={styles.moveParty}>
      <PartyPick onPick={(id) => void move.run(id)}>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<IconArrowsExchange size={14} stroke={1.5} />}
          loading={move.busy}
        >
          {t("inbox.who.other")}
        </Button>
      </PartyPick>
    </div>
  );
}

function useMoveToParty(conversation: Conversation) {
  const t = useT();
  const { act, busy } = useAct({
    objects: ["conversation", "interaction"],
    queries: ["conversation", "inbox", "timeline"],
  });
  const before = conversation.party?.id;
  const to = (party: string, keep_contact: boolean) =>
    call(moveToParty, { params: { id: conversation.id }, body: { party, keep_contact } });
  return {
    busy,
    run: (party: string) =>
      act(() => to(party, before === undefined), t("inbox.done.moved"), {
        ...(before !== undefined && { undo: () => to(before, false) }),
      }),
  };
}

/** Finds a person or a company by what is typed. */
function PartyPick({
  onPick,
  children,
}: {
  readonly onPick: (id: string) => void;
  readonly children: ReactElement<{ onClick?: () => void }>;
}) {
  const t = useT();
  const [opened, setOpened] = useState(false);
  const [words, setWords] = useState("");
  const found = useRecordSearch("party");
  return (
    <PickMenu
      label={t("inbox.who.search")}
      opened={opened}
      onOpened={setOpened}
      groups={[{ picks: found.options.map(({ value, label, subtitle }) => ({ value, label, subtitle })) }]}
      onPick={onPick}
      search={words}
      onSearch={(text) => {
        setWords(text);
        found.search(text);
      }}
      nothing={t("inbox.who.nobody")}
    >
      {children}
    </PickMenu>
  );
}

function madeOf({ contact, contact_name, channel }: Conversation, object: "person" | "company") {
  const email = channel === "email" || contact?.includes("@") ? contact : null;
  const phone = channel === "phone" ? contact : null;
  const [given = "", ...family] = (contact_name ?? "").trim().split(/\s+/);
  const name = object === "company" ? (contact_name ?? "") : { given, family: family.join(" ") || null };
  return { name, ...(email && { email }), ...(phone && { phone }) };
}
