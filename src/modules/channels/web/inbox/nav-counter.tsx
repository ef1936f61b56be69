import { useT } from "#web/texts.ts";
import { useCountText, useInboxCounts } from "./counts.ts";
import styles from "./nav-counter.module.css";

/** Behind "Inbox" in the navigation: what is mine or nobody's yet. */
export function NavCounter() {
  const t = useT();
  const counts = useInboxCounts();
  const text = useCountText()((counts?.mine ?? 0) + (counts?.unassigned ?? 0));
  if (!text) return null;
  return (
    <span className={styles.counter} title={t("inbox.nav_count")}>
      {text}
    </span>
  );
}
