import { Button, Menu } from "@mantine/core";
import {
  IconArchive,
  IconArchiveOff,
  IconArrowLeft,
  IconArrowMerge,
  IconBell,
  IconBellOff,
  IconCalendarTime,
  IconDots,
  IconHandStop,
  IconLayoutSidebarRight,
  IconMailOpened,
  IconShieldX,
} from "@tabler/icons-react";
import { useState } from "react";
import type { MenuAct } from "#records/web";
import { Avatar } from "#web/avatar.tsx";
import { IconButton } from "#web/icon-button.tsx";
import { keyText } from "#web/key-text.ts";
import { type Translate, useT } from "#web/texts.ts";
import type { ConversationActs } from "./acts.ts";
import { AssignMenu } from "./assign-menu.tsx";
import styles from "./conversation.module.css";
import { aboutOf, type Conversation, whoOf } from "./conversation.ts";
import { useFollowing } from "./followers.tsx";
import { HeadFacts } from "./head-facts.tsx";
import { useHeadKeys } from "./head-keys.ts";
import { MergeDialog } from "./merge-dialog.tsx";
import { MomentMenu } from "./moment-menu.tsx";
import { OtherActs } from "./other-acts.tsx";
import type { Watcher } from "./watching.ts";

interface ConversationHeadProps {
  readonly conversation: Conversation;
  readonly mayAnswer: boolean;
  readonly acts: ConversationActs;
  readonly watchers: readonly Watcher[];
  readonly isNarrow: boolean;
  readonly onBack: () => void;
  readonly onNext: () => void;
  readonly onOpen: (id: string) => void;
  readonly onUnread: () => void;
  readonly onCustomer: () => void;
}

/** About what and with whom, who has it, and what can be done with it. */
export function ConversationHead(props: ConversationHeadProps) {
  const { conversation, mayAnswer, acts, isNarrow, onBack, onNext, onOpen, onUnread, onCustomer } = props;
  const t = useT();
  const [menu, setMenu] = useState<"assign" | "snooze" | null>(null);
  const [merging, setMerging] = useState(false);
  const [other, setOther] = useState<MenuAct | null>(null);
  const Other = other?.component;
  const { state, owner } = conversation;
  const following = useFollowing(conversation);
  const isAway = state !== "open";
  const close = () => void acts.close([conversation]).then((done) => done && onNext());
  const reopen = () => void acts.reopen([conversation]);
  const snooze = (until: string) => void acts.snooze([conversation], until).then((done) => done && onNext());
  const claim = () => void acts.claim(conversation);
  useHeadKeys({
    onBack,
    ...(mayAnswer && {
      close: isAway ? reopen : close,
      claim: owner ? undefined : claim,
      assign: () => setMenu("assign"),
      snooze: () => setMenu("snooze"),
    }),
    onUnread,
    follow: following.toggle,
  });
  return (
    <header className={styles.head}>
      <div className={styles.headLine}>
        {isNarrow && (
          <IconButton label={t("inbox.acts.back")} onClick={onBack}>
            <IconArrowLeft size={18} stroke={1.5} />
          </IconButton>
        )}
        <h2 className={styles.subject}>{headOf(conversation, t)}</h2>
        <div className={styles.acts}>
          {mayAnswer && !owner && (
            <Button
              size="compact-sm"
              variant="light"
              leftSection={<IconHandStop size={14} stroke={1.5} />}
              onClick={claim}
              loading={acts.busy}
              title={keyText("c")}
            >
              {t("inbox.acts.claim")}
            </Button>
          )}
          {mayAnswer && (
            <>
              <AssignMenu
                opened={menu === "assign"}
                onOpened={(opened) => setMenu(opened ? "assign" : null)}
                onAssign={(to) => void acts.assign([conversation], to)}
              >
                <Button
                  size="compact-sm"
                  variant="subtle"
                  color="gray"
                  className={styles.owner}
                  aria-label={
                    owner ? t("inbox.acts.assign_from", { by: owner.title }) : t("inbox.acts.assign")
                  }
                  onClick={() => setMenu(menu === "assign" ? null : "assign")}
                >
                  {owner ? (
                    <>
                      <Avatar name={owner.title} kind="person" size={18} />
                      <span className={styles.ownerName}>{owner.title}</span>
                    </>
                  ) : (
                    t("inbox.acts.assign")
                  )}
                </Button>
              </AssignMenu>
              <MomentMenu
                title={t("inbox.acts.snooze")}
                opened={menu === "snooze"}
                onOpened={(opened) => setMenu(opened ? "snooze" : null)}
                onChoose={snooze}
              >
                <IconButton label={`${t("inbox.acts.snooze")} · ${keyText("s")}`}>
                  <IconCalendarTime size={16} stroke={1.5} />
                </IconButton>
              </MomentMenu>
              {isAway ? (
                <IconButton label={`${t("inbox.acts.reopen")} · ${keyText("e")}`} onClick={reopen}>
                  <IconArchiveOff size={16} stroke={1.5} />
                </IconButton>
              ) : (
                <IconButton label={`${t("inbox.acts.close")} · ${keyText("e")}`} onClick={close}>
                  <IconArchive size={16} stroke={1.5} />
                </IconButton>
              )}
            </>
          )}
          <IconButton label={t("inbox.acts.customer")} onClick={onCustomer}>
            <IconLayoutSidebarRight size={16} stroke={1.5} />
          </IconButton>
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <IconButton label={t("inbox.acts.more")}>
                <IconDots size={16} stroke={1.5} />
              </IconButton>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconMailOpened size={16} stroke={1.5} />} onClick={onUnread}>
                {t("inbox.acts.unread")}
              </Menu.Item>
              <Menu.Item
                leftSection={
                  following.follows ? (
                    <IconBellOff size={16} stroke={1.5} />
                  ) : (
                    <IconBell size={16} stroke={1.5} />
                  )
                }
                rightSection={<kbd className={styles.key}>{keyText("f")}</kbd>}
                onClick={following.toggle}
              >
                {t(following.follows ? "inbox.acts.unfollow" : "inbox.acts.follow")}
              </Menu.Item>
              <OtherActs onOpen={setOther} />
              {mayAnswer && !conversation.merged_into && (
                <Menu.Item
                  leftSection={<IconArrowMerge size={16} stroke={1.5} />}
                  onClick={() => setMerging(true)}
                >
                  {t("inbox.merge.act")}
                </Menu.Item>
              )}
              {mayAnswer && state !== "spam" && (
                <Menu.Item
                  leftSection={<IconShieldX size={16} stroke={1.5} />}
                  onClick={() => void acts.spam([conversation]).then((done) => done && onNext())}
                >
                  {t("inbox.acts.spam")}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
      <HeadFacts conversation={conversation} mayAnswer={mayAnswer} watchers={props.watchers} />
      {Other && <Other object="conversation" record={conversation} onClose={() => setOther(null)} />}
      {merging && (
        <MergeDialog
          conversation={conversation}
          onClose={() => setMerging(false)}
          onMerged={(into) => {
            setMerging(false);
            onOpen(into);
          }}
        />
      )}
    </header>
  );
}

/** What has no subject is called by whom it is with; what was said last stands below. */
function headOf(conversation: Conversation, t: Translate): string {
  return conversation.subject || whoOf(conversation) || aboutOf(conversation, t);
}
