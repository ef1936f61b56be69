import { IconShieldCheck, IconShieldX } from "@tabler/icons-react";
import { dayIn } from "#kernel/period";
import type { RecordData } from "#records/contract";
import { useFormat } from "#web/format.ts";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import styles from "../service.module.css";

/** Whether what a customer has is still under warranty, in a word and a colour. */
export function Warranty({ installed }: { readonly installed: RecordData }) {
  const t = useT();
  const format = useFormat();
  const { timeZone } = useSession().user;
  const until = installed.warranty_until as string | null | undefined;
  if (!until) return <span className={styles.quiet}>{t("service.warranty.none")}</span>;
  const holds = until >= dayIn(timeZone);
  const Icon = holds ? IconShieldCheck : IconShieldX;
  return (
    <span className={styles.warranty} data-holds={holds}>
      <Icon size={14} stroke={1.5} aria-hidden />
      {t(holds ? "service.warranty.until" : "service.warranty.ended", { day: format.date(until) })}
    </span>
  );
}
