import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Filter } from "#kernel/filter";
import styles from "./reports.module.css";

/** A figure that opens the tickets it is made of. */
export function TicketsLink({
  filter,
  children,
}: {
  readonly filter: Filter;
  readonly children: ReactNode;
}) {
  return (
    <Link to={"/tickets" as never} search={{ filter, kind: "table" } as never} className={styles.figure}>
      {children}
    </Link>
  );
}
