import { useQuery } from "@tanstack/react-query";
import { type ChainObject, readChain } from "#billing/contract";
import { type RecordSlotProps, useObjectTitle, useOptionTitle, StateMark } from "#records/web";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { LinkChip } from "#web/link-chip.tsx";
import { useT } from "#web/texts.ts";
import styles from "../billing.module.css";

/** The chain in which a document stands, from the quote to the payments, drawn as a line from above to below. */
export function Chain({ object, record }: RecordSlotProps) {
  const t = useT();
  const format = useFormat();
  const optionTitle = useOptionTitle();
  const objectTitle = useObjectTitle();
  const { data } = useQuery({
    queryKey: ["billing", "chain", object, record.id, record.version],
    queryFn: () => call(readChain[object as ChainObject], { params: { id: record.id } }),
  });
  if (!data) return null;
  if (data.documents.length === 0) return <p className={styles.quiet}>{t("billing.chain.alone")}</p>;
  return (
    <ol className={styles.chain}>
      {data.documents.map((one) => (
        <li key={one.id} aria-current={one.id === record.id ? "true" : undefined}>
          <span className={styles.quiet}>
            {one.kind ? optionTitle(one.object, "kind", one.kind) : objectTitle(one.object, "one")}
          </span>
          <LinkChip object={one.object} value={{ id: one.id, title: one.number ?? t("records.untitled") }} />
          <StateMark object={one.object} state={one.state} />
          <span className="numeric">
            {one.amount && one.currency
              ? format.money({ amount: one.amount, currency: one.currency })
              : one.on && format.date(one.on)}
          </span>
        </li>
      ))}
    </ol>
  );
}
