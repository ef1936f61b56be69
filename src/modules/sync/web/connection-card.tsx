import { ActionIcon, Checkbox, Menu } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconDots } from "@tabler/icons-react";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import {
  type CalendarConnection,
  chooseCalendars,
  type ConnectedCalendar,
  syncNow,
} from "../contract/connections.ts";
import { connectionsKey, hostOf } from "./connection-queries.ts";
import styles from "./sync.module.css";
import { useChange } from "./use-change.ts";

interface ConnectionCardProps {
  readonly connection: CalendarConnection;
  readonly onAsk: (act: "sign_in" | "disconnect") => void;
}

/** One service: how it goes, and which of its calendars are kept in step. */
export function ConnectionCard({ connection, onAsk }: ConnectionCardProps) {
  const { id, calendars } = connection;
  const t = useT();
  const choosing = useChange(
    (chosen: { id: string; takesNew: boolean }[]) =>
      call(chooseCalendars, { params: { id }, body: { calendars: chosen } }),
    connectionsKey,
  );
  const change = (changed: ConnectedCalendar) => {
    const all = calendars.map((one) => (one.id === changed.id ? changed : afterTaking(one, changed)));
    choosing.mutate(all.filter((one) => one.chosen).map((one) => ({ id: one.id, takesNew: one.takesNew })));
  };
  return (
    <article className={styles.connection}>
      <header className={styles.line}>
        <span className={styles.names}>
          <strong>{`${hostOf(connection)} · ${connection.userName}`}</strong>
          <State connection={connection} />
        </span>
        <Acts connection={connection} onAsk={onAsk} />
      </header>
      {!calendars.some(({ chosen }) => chosen) && (
        <p className={styles.quiet}>{t("sync.connections.choose")}</p>
      )}
      <ul className={styles.list}>
        {calendars.map((calendar) => (
          <CalendarLine key={calendar.id} calendar={calendar} busy={choosing.isPending} onChange={change} />
        ))}
      </ul>
    </article>
  );
}

// One of a kind takes what is new.
function afterTaking(one: ConnectedCalendar, changed: ConnectedCalendar): ConnectedCalendar {
  return changed.takesNew && one.kind === changed.kind ? { ...one, takesNew: false } : one;
}

function State({ connection: { trouble, paused, lookedAt } }: { connection: CalendarConnection }) {
  const t = useT();
  const { relative } = useFormat();
  const Icon = trouble ? IconAlertTriangle : IconCheck;
  return (
    <span className={styles.state} data-tone={trouble ? (paused ? "bad" : "warning") : "well"}>
      {(trouble || lookedAt) && <Icon size={14} stroke={1.5} aria-hidden />}
      {trouble
        ? t(`sync.connections.trouble.${trouble}`)
        : lookedAt
          ? t("sync.connections.in_step", { when: relative(lookedAt) })
          : t("sync.connections.waiting")}
    </span>
  );
}

function Acts({ connection, onAsk }: ConnectionCardProps) {
  const t = useT();
  const looking = useChange(() => call(syncNow, { params: { id: connection.id } }), connectionsKey);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t("sync.connections.more")} title={t("sync.connections.more")}>
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => looking.mutate(undefined)}>{t("sync.connections.look")}</Menu.Item>
        <Menu.Item onClick={() => onAsk("sign_in")}>{t("sync.connections.again")}</Menu.Item>
        <Menu.Item color="red" onClick={() => onAsk("disconnect")}>
          {t("sync.connections.disconnect")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface CalendarLineProps {
  readonly calendar: ConnectedCalendar;
  readonly busy: boolean;
  readonly onChange: (calendar: ConnectedCalendar) => void;
}

function CalendarLine({ calendar, busy, onChange }: CalendarLineProps) {
  const t = useT();
  const { title, kind, chosen, takesNew, entries, refused } = calendar;
  const facts = [
    t(`sync.connections.kind.${kind}`),
    ...(chosen ? [t("sync.connections.entries", { count: entries })] : []),
    ...(refused > 0 ? [t("sync.connections.refused", { count: refused })] : []),
  ];
  return (
    <li className={styles.line}>
      <Checkbox
        checked={chosen}
        disabled={busy}
        label={title}
        description={facts.join(" · ")}
        onChange={() => onChange({ ...calendar, chosen: !chosen, takesNew: !chosen })}
      />
      {chosen && (
        <Checkbox
          size="xs"
          checked={takesNew}
          disabled={busy}
          label={t("sync.connections.takes_new")}
          onChange={() => onChange({ ...calendar, takesNew: !takesNew })}
        />
      )}
    </li>
  );
}
