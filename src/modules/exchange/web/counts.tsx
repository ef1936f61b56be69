import type { ImportCounts } from "#exchange/contract";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "./imports.module.css";

const kinds = ["created", "updated", "unchanged", "failed"] as const;

/** How many records are made, changed, left alone, refused. `words`: of what will be, or of what was. */
export function Counts({
  counts,
  brief,
  words = "run",
}: {
  counts: ImportCounts;
  brief?: boolean;
  words?: "run" | "preview";
}) {
  const t = useT();
  const format = useFormat();
  const shown = brief ? kinds.filter((kind) => counts[kind] > 0) : kinds;
  return (
    <dl className={brief ? styles.countsBrief : styles.counts}>
      {shown.map((kind) => (
        <div key={kind} data-kind={kind} data-none={counts[kind] === 0 || undefined}>
          <dd>{format.number(counts[kind])}</dd>
          <dt>{t(`exchange.${words}.${kind}`, { count: counts[kind] })}</dt>
        </div>
      ))}
    </dl>
  );
}
