import { Tooltip } from "@mantine/core";
import { Link, useSearch } from "@tanstack/react-router";
import { type PinnedView, usePinnedViews } from "#records/web";
import { ObjectIcon } from "#web/icon.tsx";
import { useT } from "#web/texts.ts";
import styles from "./navigation.module.css";

/** Saved views that the user pinned, under the places of the navigation. */
export function PinnedViews({ folded }: { folded: boolean }) {
  const t = useT();
  const views = usePinnedViews();
  if (views.length === 0) return null;
  return (
    <>
      {folded ? <hr className={styles.rule} /> : <h2 className={styles.heading}>{t("shell.pinned")}</h2>}
      <ul className={styles.list}>
        {views.map((view) => (
          <li key={view.id}>
            <PinnedLink view={view} folded={folded} />
          </li>
        ))}
      </ul>
    </>
  );
}

function PinnedLink({ view, folded }: { view: PinnedView; folded: boolean }) {
  const { view: shown } = useSearch({ strict: false }) as { view?: string };
  const here = shown === view.id;
  return (
    <Tooltip label={view.title} position="right" disabled={!folded}>
      <Link
        to={view.path}
        search={view.search as never}
        className={styles.place}
        data-active={here || undefined}
        aria-current={here ? "page" : undefined}
        aria-label={folded ? view.title : undefined}
      >
        <ObjectIcon name={view.icon} />
        {!folded && <span className={styles.title}>{view.title}</span>}
      </Link>
    </Tooltip>
  );
}
