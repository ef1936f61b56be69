import type { LinkValue } from "#records/contract";
import styles from "../service.module.css";
import { useStatuses } from "./statuses.ts";

/** What a status means, as a colour: the same wherever it is named. */
export function StatusMark({ value }: { readonly value: LinkValue }) {
  const kind = useStatuses().find(({ id }) => id === value.id)?.kind;
  return <span aria-hidden="true" className={styles.dot} data-kind={kind} />;
}
