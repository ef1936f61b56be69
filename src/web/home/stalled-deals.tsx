import { Link } from "@tanstack/react-router";
import { type KeyboardEvent, useState } from "react";
import { allOf } from "#kernel/filter";
import type { Money } from "#kernel/money";
import { useChangeRecord, useLiveRecords, useRecords } from "#records/web";
import type { LinkValue, RecordData } from "#records/contract";
import { EmptyState } from "#web/empty-state.tsx";
import { useFormat } from "#web/format.ts";
import { LinkChip } from "#web/link-chip.tsx";
import { useGrant } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import styles from "./home.module.css";
import { Section } from "#web/home-section.tsx";
import { LinesComing } from "./lines-coming.tsx";
import { ownedBy, type Whose } from "./whose.ts";

const shown = 8;
const fields = ["name", "company", "person", "amount", "stage", "next_step", "owner"];

/** Open deals of which nobody knows what comes next, the largest first; the step is typed right here. */
export function StalledDeals({ whose }: { whose: Whose }) {
  const t = useT();
  const format = useFormat();
  const filter = allOf(
    ownedBy(whose),
    { field: "stage.kind", op: "is", value: "open" },
    { field: "next_step", op: "empty" },
  );
  const deals = useRecords("deal", {
    filter: filter ?? null,
    sort: "-amount",
    fields,
    limit: shown,
    count: true,
  });
  useLiveRecords("deal");
  const total = deals.count?.value ?? deals.rows.length;
  // One that just got its step stays until the server has it: were it refused, what was typed must still be there.
  const rows = deals.rows.slice(0, shown);
  const beyond = total - rows.length;
  return (
    <Section title={t("home.stalled.title")} count={total > 0 ? format.number(total) : undefined}>
      {deals.isPending ? (
        <LinesComing />
      ) : (
        <div className={styles.card}>
          {rows.length === 0 && <EmptyState icon="checkup-list" title={t("home.stalled.none")} />}
          {rows.map((deal) => (
            <StalledDeal key={deal.id} deal={deal} />
          ))}
          {beyond > 0 && (
            <Link to="/deals" search={{ filter } as never} className={styles.beyond}>
              {t("home.stalled.more", { count: beyond })}
            </Link>
          )}
        </div>
      )}
    </Section>
  );
}

function StalledDeal({ deal }: { deal: RecordData }) {
  const format = useFormat();
  const mayChange = useGrant("deal").change !== "none";
  const name = String(deal.name ?? "");
  const customer = (deal.company ?? deal.person) as LinkValue | null;
  const stage = deal.stage as LinkValue | null;
  const amount = deal.amount as Money | null;
  return (
    <div className={styles.deal}>
      <span className={styles.hollow} aria-hidden="true" />
      <div className={styles.dealWho}>
        <Link to={`/deals/${deal.id}`} className={styles.subject} title={name}>
          {name}
        </Link>
        <span className={styles.under}>
          {customer && (
            <LinkChip
              value={customer}
              object={customer.object ?? (deal.company ? "company" : "person")}
              plain
            />
          )}
          {stage && <span>{stage.title}</span>}
        </span>
      </div>
      {mayChange && <NextStep deal={deal} name={name} />}
      <span className={styles.amount}>{amount ? format.money(amount, { whole: true }) : ""}</span>
    </div>
  );
}

function NextStep({ deal, name }: { deal: RecordData; name: string }) {
  const t = useT();
  const change = useChangeRecord("deal");
  const [step, setStep] = useState("");
  const save = () => {
    if (step.trim()) void change(deal, { next_step: step.trim() });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter") save();
    if (event.key === "Escape") setStep("");
  };
  return (
    <input
      className={styles.step}
      aria-label={t("home.stalled.step", { title: name })}
      placeholder={t("home.stalled.placeholder")}
      value={step}
      maxLength={300}
      onChange={(event) => setStep(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={save}
    />
  );
}
