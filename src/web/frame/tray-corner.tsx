import { ActionIcon, Button, Progress } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconDownload, IconPlayerStop, IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { useT } from "#web/texts.ts";
import { type TrayItem, useTray } from "#web/tray.ts";
import styles from "./tray-corner.module.css";

/** Long work that goes on in the corner while one does something else. */
export function TrayCorner() {
  const t = useT();
  const { items, remove } = useTray();
  if (items.length === 0) return null;
  return (
    <section className={styles.tray} aria-label={t("shell.tray.title")}>
      {items.map((item) => (
        <TrayLine key={item.id} item={item} remove={remove} />
      ))}
    </section>
  );
}

// What went well goes by itself, for on a phone it covers what one came to see; what failed stays, and so does a file.
const shownWhenDone = 8_000;

function TrayLine({ item, remove }: { item: TrayItem; remove: (id: string) => void }) {
  const t = useT();
  const { id, state } = item;
  const isFetched = item.download === undefined;
  useEffect(() => {
    if (state !== "done" || !isFetched) return;
    const timer = setTimeout(() => remove(id), shownWhenDone);
    return () => clearTimeout(timer);
  }, [id, state, isFetched, remove]);
  return (
    <div className={styles.item} role="status">
      <div className={styles.line}>
        <StateIcon state={item.state} />
        <TrayTitle item={item} />
        {item.state === "running" && item.stop && (
          <ActionIcon size={22} aria-label={t("shell.tray.stop")} onClick={item.stop}>
            <IconPlayerStop size={14} stroke={1.5} />
          </ActionIcon>
        )}
        {item.state !== "running" && (
          <ActionIcon size={22} aria-label={t("shell.close")} onClick={() => remove(id)}>
            <IconX size={14} stroke={1.5} />
          </ActionIcon>
        )}
      </div>
      {item.text && <div className={styles.text}>{item.text}</div>}
      {item.download && (
        <Button
          component="a"
          href={item.download}
          download
          variant="default"
          size="xs"
          leftSection={<IconDownload size={14} stroke={1.5} />}
          onClick={() => remove(id)}
        >
          {t("shell.tray.download")}
        </Button>
      )}
      {item.state === "running" && (
        <Progress
          value={(item.progress ?? 1) * 100}
          size={4}
          animated={item.progress === undefined}
          aria-label={item.title}
        />
      )}
    </div>
  );
}

function TrayTitle({ item: { link, title } }: { item: TrayItem }) {
  if (!link) return <span className={styles.title}>{title}</span>;
  return (
    <Link to={link} className={styles.title}>
      {title}
    </Link>
  );
}

function StateIcon({ state }: { state: TrayItem["state"] }) {
  if (state === "running") return null;
  return state === "done" ? (
    <IconCircleCheck size={16} stroke={1.5} color="var(--green-11)" aria-hidden="true" />
  ) : (
    <IconAlertTriangle size={16} stroke={1.5} color="var(--red-11)" aria-hidden="true" />
  );
}
