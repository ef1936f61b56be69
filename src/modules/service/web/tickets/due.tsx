import { IconAlertTriangle, IconClock } from "@tabler/icons-react";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "../service.module.css";

/** By when something is owed, and that it was missed: in a word and a colour. */
export function Due({ at }: { readonly at: unknown }) {
  const t = useT();
  const format = useFormat();
  if (typeof at !== "string") return null;
  const isLate = Date.parse(at) <= Date.now();
  const Icon = isLate ? IconAlertTriangle : IconClock;
  const when = format.relative(at);
  return (
    <span className={styles.due} data-late={isLate || undefined} title={format.dateTime(at)}>
      <Icon size={14} stroke={1.5} aria-hidden />
      {isLate ? t("service.due.missed", { when }) : t("service.due.next", { when })}
    </span>
  );
}
