import { UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconMoon } from "@tabler/icons-react";
import { useFormat } from "#web/format.ts";
import { ObjectIcon } from "#web/icon.tsx";
import { useT } from "#web/texts.ts";
import { type Asked, views } from "./asked.ts";
import { type InboxCounts, useCountText } from "./counts.ts";
import styles from "./inbox.module.css";
import { TelephoneSwitch } from "../telephone/softphone/telephone-switch.tsx";
import { PresenceSwitch } from "./presence-switch.tsx";
import type { SavedViews } from "./saved-views.ts";
import { kindIcon } from "./kind-icons.ts";

export const viewIcons = {
  mine: "user-circle",
  followed: "bell",
  unassigned: "inbox",
  waiting: "clock",
  open: "messages",
  snoozed: "calendar-time",
  closed: "archive",
  spam: "shield-lock",
} as const;

interface ViewListProps {
  readonly asked: Asked;
  readonly counts: InboxCounts | undefined;
  readonly savedViews: SavedViews;
  readonly onAsk: (change: Partial<Asked>) => void;
}

/** What there is to look at: by state, by queue, by channel, with how many stand there. */
export function ViewList({ asked, counts, savedViews, onAsk }: ViewListProps) {
  const t = useT();
  const format = useFormat();
  const chosen = asked.saved ?? asked.queue ?? asked.account ?? asked.view;
  const show = (part: Partial<Asked>) => () =>
    onAsk({
      view: "open",
      queue: undefined,
      account: undefined,
      saved: undefined,
      filter: undefined,
      search: "",
      open: undefined,
      ...part,
    });
  return (
    <nav className={styles.views} aria-label={t("inbox.views")}>
      <PresenceSwitch />
      <TelephoneSwitch />
      <ul>
        {views.map((view) => (
          <ViewLine
            key={view}
            icon={viewIcons[view]}
            title={t([`inbox.short.${view}`, `views.conversation.${view}`])}
            count={view === "closed" ? undefined : counts?.[view]}
            isChosen={chosen === view}
            onChoose={show({ view })}
          />
        ))}
      </ul>
      {savedViews.length > 0 && (
        <>
          <h2>{t("inbox.saved_views")}</h2>
          <ul>
            {savedViews.map(({ id, name, count, shared, team }) => (
              <ViewLine
                key={id}
                icon={shared || team ? "users" : "star"}
                title={name}
                count={count}
                isChosen={chosen === id}
                onChoose={show({ saved: id })}
              />
            ))}
          </ul>
        </>
      )}
      {counts && counts.queues.length > 0 && (
        <>
          <h2>{t("inbox.queues")}</h2>
          <ul>
            {counts.queues.map(({ id, title, count, opens_at: opensAt }) => (
              <ViewLine
                key={id}
                icon="list-details"
                title={title}
                count={count}
                isChosen={chosen === id}
                onChoose={show({ queue: id })}
                rests={opensAt ? t("inbox.outside_until", { at: format.dateTime(opensAt) }) : undefined}
              />
            ))}
          </ul>
        </>
      )}
      {counts && counts.accounts.length > 0 && (
        <>
          <h2>{t("inbox.channels")}</h2>
          <ul>
            {counts.accounts.map(({ id, title, count, kind, state }) => (
              <ViewLine
                key={id}
                icon={kindIcon(kind)}
                title={title}
                count={count}
                isChosen={chosen === id}
                onChoose={show({ account: id })}
                warning={
                  state === "failing" || state === "sign_in_again"
                    ? t(`options.channel_account.state.${state}`)
                    : undefined
                }
              />
            ))}
          </ul>
        </>
      )}
    </nav>
  );
}

interface ViewLineProps {
  readonly icon: string;
  readonly title: string;
  readonly count: number | undefined;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly warning?: string | undefined;
  /** Nobody is there now. */
  readonly rests?: string | undefined;
}

function ViewLine({ icon, title, count, isChosen, onChoose, warning, rests }: ViewLineProps) {
  const countText = useCountText();
  return (
    <li>
      <UnstyledButton
        className={styles.view}
        aria-current={isChosen ? "page" : undefined}
        onClick={onChoose}
        title={rests ? `${title} · ${rests}` : title}
      >
        <ObjectIcon name={icon} />
        <span className={styles.viewTitle}>{title}</span>
        {warning && (
          <IconAlertTriangle size={14} stroke={1.5} className={styles.warning} aria-label={warning} />
        )}
        {rests && <IconMoon size={14} stroke={1.5} className={styles.rests} aria-label={rests} />}
        <span className={styles.count}>{countText(count)}</span>
      </UnstyledButton>
    </li>
  );
}
