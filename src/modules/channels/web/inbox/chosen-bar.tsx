import { Button } from "@mantine/core";
import {
  IconArchive,
  IconArchiveOff,
  IconCalendarTime,
  IconShieldX,
  IconUserPlus,
} from "@tabler/icons-react";
import { useState } from "react";
import { IconButton } from "#web/icon-button.tsx";
import { useT } from "#web/texts.ts";
import type { ConversationActs } from "./acts.ts";
import { AssignMenu } from "./assign-menu.tsx";
import type { Conversation } from "./conversation.ts";
import styles from "./inbox.module.css";
import { MomentMenu } from "./moment-menu.tsx";
import { TagMany } from "./tag-many.tsx";

interface ChosenBarProps {
  readonly chosen: readonly Conversation[];
  readonly acts: ConversationActs;
  readonly onDone: () => void;
}

/** What can be done with all that are chosen. */
export function ChosenBar({ chosen, acts, onDone }: ChosenBarProps) {
  const t = useT();
  const [menu, setMenu] = useState<"assign" | "snooze" | null>(null);
  const then = (done: Promise<unknown>) => void done.finally(onDone);
  const open = chosen.filter(({ state }) => state === "open" || state === "snoozed");
  return (
    <div className={styles.chosenBar} role="toolbar" aria-label={t("inbox.chosen", { count: chosen.length })}>
      <span className={styles.chosenCount}>{t("inbox.chosen", { count: chosen.length })}</span>
      {open.length > 0 ? (
        <IconButton label={t("inbox.acts.close")} disabled={acts.busy} onClick={() => then(acts.close(open))}>
          <IconArchive size={16} stroke={1.5} />
        </IconButton>
      ) : (
        <IconButton
          label={t("inbox.acts.reopen")}
          disabled={acts.busy}
          onClick={() => then(acts.reopen(chosen))}
        >
          <IconArchiveOff size={16} stroke={1.5} />
        </IconButton>
      )}
      <AssignMenu
        opened={menu === "assign"}
        onOpened={(opened) => setMenu(opened ? "assign" : null)}
        onAssign={(to) => then(acts.assign(chosen, to))}
      >
        <IconButton
          label={t("inbox.acts.assign")}
          disabled={acts.busy}
          onClick={() => setMenu(menu === "assign" ? null : "assign")}
        >
          <IconUserPlus size={16} stroke={1.5} />
        </IconButton>
      </AssignMenu>
      <MomentMenu
        title={t("inbox.acts.snooze")}
        opened={menu === "snooze"}
        onOpened={(opened) => setMenu(opened ? "snooze" : null)}
        onChoose={(until) => then(acts.snooze(chosen, until))}
      >
        <IconButton label={t("inbox.acts.snooze")} disabled={acts.busy}>
          <IconCalendarTime size={16} stroke={1.5} />
        </IconButton>
      </MomentMenu>
      <TagMany disabled={acts.busy} onTag={(tags) => then(acts.tag(chosen, tags))} />
      <IconButton
        label={t("inbox.acts.spam")}
        disabled={acts.busy || open.length === 0}
        onClick={() => then(acts.spam(open))}
      >
        <IconShieldX size={16} stroke={1.5} />
      </IconButton>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={onDone}>
        {t("inbox.choose_none")}
      </Button>
    </div>
  );
}
