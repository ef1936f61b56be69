import { Link } from "@tanstack/react-router";
import { useT } from "#web/texts.ts";
import styles from "./targets.module.css";

const tabs = { forecast: "/forecast", targets: "/targets", commission: "/commission" } as const;

/** The three screens that belong together: what will be, what is wanted, what is earned. */
export function SellingTabs() {
  const t = useT();
  return (
    <nav className={styles.tabs} aria-label={t("targets.tabs.label")}>
      {Object.entries(tabs).map(([key, path]) => (
        <Link key={key} to={path} className={styles.tab} activeProps={{ "aria-current": "page" }}>
          {t(`targets.tabs.${key}`)}
        </Link>
      ))}
    </nav>
  );
}
