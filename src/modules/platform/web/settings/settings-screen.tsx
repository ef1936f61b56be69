import type { ReactNode } from "react";
import { PageBar } from "#web/page-bar.tsx";
import { ReadOnlyWhileLooking } from "#web/read-only.tsx";
import { useIsLooking } from "#web/session.ts";
import { SettingsNavigation } from "./settings-navigation.tsx";
import styles from "./settings-screen.module.css";

interface SettingsScreenProps {
  /** Key of the entry, whose texts stand under `settings.<key>`. */
  readonly title: string;
  readonly actions?: ReactNode;
  readonly wide?: boolean;
  /** What only reads, or tells itself what changes something: it works while one looks as another user, too. */
  readonly reads?: boolean;
  readonly children: ReactNode;
}

/** The frame of all settings: what can be set on the left, one of them on the right. */
export function SettingsScreen({
  title,
  actions,
  wide = false,
  reads = false,
  children,
}: SettingsScreenProps) {
  const looking = useIsLooking();
  return (
    <>
      <PageBar title={title} actions={looking && !reads ? undefined : actions} />
      <div className={styles.page}>
        <SettingsNavigation />
        <div className={styles.content}>
          <div className={styles.column} data-wide={wide}>
            {reads ? children : <ReadOnlyWhileLooking>{children}</ReadOnlyWhileLooking>}
          </div>
        </div>
      </div>
    </>
  );
}
