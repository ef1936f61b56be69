import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import styles from "./home-section.module.css";

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

interface LineProps {
  /** Where the line leads: the record, or the list of what it counts. */
  readonly to: string;
  readonly search?: object;
  readonly title: ReactNode;
  /** Under the title, smaller. */
  readonly under?: ReactNode;
  readonly end?: ReactNode;
}

/** A line of a card on the home page; all of it leads on. */
export function HomeLine({ to, search, title, under, end }: LineProps) {
  return (
    <Link to={to} {...(search && { search: search as never })} className={styles.line}>
      <span className={styles.who}>
        <span className={styles.text}>{title}</span>
        {under && <span className={styles.under}>{under}</span>}
      </span>
      {end && <span className={styles.end}>{end}</span>}
    </Link>
  );
}

/** What frames the lines of a part. */
export function HomeCard({ children }: { readonly children: ReactNode }) {
  return <div className={styles.card}>{children}</div>;
}

/** One line where a part has nothing to show now. */
export function HomeNothing({ children }: { readonly children: ReactNode }) {
  return <p className={styles.nothing}>{children}</p>;
}
