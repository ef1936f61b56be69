import type { ReactNode } from "react";
import styles from "./home.module.css";

interface SectionProps {
  readonly title: string;
  readonly count?: string | undefined;
  /** Stands at the right of the title: a link to the whole list. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the home page under its title. */
export function Section({ title, count, aside, children }: SectionProps) {
  return (
    <section className={styles.section}>
      <header className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {count && <span className={styles.count}>{count}</span>}
        {aside && <span className={styles.aside}>{aside}</span>}
      </header>
      {children}
    </section>
  );
}
