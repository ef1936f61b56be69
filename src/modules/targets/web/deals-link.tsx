import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Filter } from "#kernel/filter";
import styles from "./targets.module.css";

/** A figure that opens the deals it is made of. */
export function DealsLink({ filter, children }: { readonly filter: Filter; readonly children: ReactNode }) {
  return (
    <Link to="/deals" search={{ filter, kind: "table" } as never} className={styles.figure}>
      {children}
    </Link>
  );
}
