import { Button } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useEffect } from "react";
import { useFormat } from "#web/format.ts";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { followOtherTabs, lookAsOneself } from "./looking.ts";
import styles from "./view-as-banner.module.css";

/** Stands over every screen while one looks as another user: as whom, until when, and the way back. */
export function ViewAsBanner() {
  const t = useT();
  const { time } = useFormat();
  const { user, viewing } = useSession();
  useEffect(followOtherTabs, []);
  useEffect(() => {
    if (!viewing) return;
    const left = viewing.over ? 0 : Math.max(0, Date.parse(viewing.until) - Date.now());
    const timer = setTimeout(() => void lookAsOneself(), left);
    return () => clearTimeout(timer);
  }, [viewing]);
  if (!viewing || viewing.over) return null;
  return (
    <div className={styles.banner} role="status">
      <IconEye size={16} stroke={1.5} aria-hidden="true" />
      <span>{t("view_as.banner", { name: user.name, time: time(viewing.until) })}</span>
      <Button size="compact-sm" variant="default" onClick={() => void lookAsOneself()}>
        {t("view_as.back", { name: viewing.by.title })}
      </Button>
    </div>
  );
}
