import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Filter } from "#kernel/filter";
import styles from "./reports.module.css";

interface ListLinkProps {
  readonly object: "tickets" | "conversations";
  readonly filter: Filter;
  readonly children: ReactNode;
}

/** A figure that opens what it is made of. */
export function ListLink({ object, filter, children }: ListLinkProps) {
  return (
    <Link to={`/${object}` as never} search={{ filter, kind: "table" } as never} className={styles.figure}>
      {children}
    </Link>
  );
}
