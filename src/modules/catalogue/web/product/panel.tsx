import type { ReactNode } from "react";
import { useT } from "#web/texts.ts";
import styles from "../catalogue.module.css";

/** A part of the page under its title, with what can be done there beside it. */
export function Panel(props: {
  /** Key of the title in the texts. */
  readonly title: string;
  readonly act?: ReactNode;
  readonly children: ReactNode;
}) {
  const t = useT();
  return (
    <section aria-label={t(props.title)}>
      <div className={styles.head}>
        <h2>{t(props.title)}</h2>
        {props.act}
      </div>
      {props.children}
    </section>
  );
}
