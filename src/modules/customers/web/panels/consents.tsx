import { Button, UnstyledButton } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconClock, IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { readCurrentConsents } from "#customers/contract";
import { type RecordSlotProps, useObject, useOptionTitle, useRecords } from "#records/web";
import type { LinkValue } from "#records/contract";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { useLive } from "#web/live.ts";
import { useT } from "#web/texts.ts";
import { type ConsentDraft, ConsentForm } from "./consent-form.tsx";
import styles from "./panels.module.css";

/** For what, by which channel, the customer may be addressed; every giving and withdrawing is kept. */
export default function Consents({ record }: RecordSlotProps) {
  const t = useT();
  const client = useQueryClient();
  const option = useOptionTitle();
  const format = useFormat();
  const { grant } = useObject("consent");
  const [draft, setDraft] = useState<ConsentDraft | null>(null);
  const [ledger, setLedger] = useState(false);
  const queryKey = ["consents", record.id];
  const current = useQuery({
    queryKey,
    queryFn: () => call(readCurrentConsents, { params: { id: record.id } }),
  });
  useLive("consent", () => void client.invalidateQueries({ queryKey }));
  const rows = current.data?.data ?? [];
  const asked = current.data?.asked ?? [];
  const writable = grant.create && !record.archived_at;

  return (
    <>
      <ul className={styles.rows}>
        {rows.map((row) => (
          <li key={`${row.purpose} ${row.channel}`} className={styles.row}>
            {row.given ? (
              <IconCircleCheck
                size={16}
                stroke={1.5}
                className={styles.good}
                role="img"
                aria-label={t("consents.given")}
              />
            ) : (
              <IconCircleX
                size={16}
                stroke={1.5}
                className={styles.bad}
                role="img"
                aria-label={t("consents.withdrawn")}
              />
            )}
            <span className={styles.value}>
              {option("consent", "purpose", row.purpose)}
              <span className={styles.dim}>
                {" "}
                {option("consent", "channel", row.channel)} · {format.date(row.at)}
              </span>
            </span>
            {writable && (
              <Button
                className={styles.acts}
                variant="subtle"
                color="gray"
                size="compact-xs"
                onClick={() => setDraft({ ...row, given: !row.given })}
              >
                {t(row.given ? "consents.withdraw" : "consents.give")}
              </Button>
            )}
          </li>
        ))}
        {asked.map((one) => (
          <li key={`${one.purpose} ${one.channel} ${one.at}`} className={styles.row}>
            <IconClock
              size={16}
              stroke={1.5}
              className={styles.dim}
              role="img"
              aria-label={t("consents.asked")}
            />
            <span className={styles.value}>
              {option("consent", "purpose", one.purpose)}
              <span className={styles.dim}>
                {" "}
                {option("consent", "channel", one.channel)} ·{" "}
                {t(one.written ? "consents.asked_until" : "consents.asked_nowhere", {
                  address: one.address ?? "",
                  until: format.date(one.until),
                })}
              </span>
            </span>
          </li>
        ))}
        {current.isSuccess && rows.length === 0 && asked.length === 0 && (
          <li className={styles.none}>{t("consents.none")}</li>
        )}
      </ul>
      {draft ? (
        <ConsentForm
          party={record.id}
          draft={draft}
          onDone={() => (setDraft(null), void client.invalidateQueries({ queryKey }))}
          onCancel={() => setDraft(null)}
        />
      ) : (
        <div className={styles.buttons}>
          {writable && (
            <Button
              className={styles.quiet}
              variant="subtle"
              color="gray"
              size="compact-sm"
              leftSection={<IconPlus size={14} stroke={1.5} />}
              onClick={() =>
                setDraft({ purpose: "marketing", channel: "email", given: true, basis: "consent" })
              }
            >
              {t("consents.add")}
            </Button>
          )}
          {rows.length > 0 && (
            <UnstyledButton className={styles.link} aria-expanded={ledger} onClick={() => setLedger(!ledger)}>
              {t(ledger ? "consents.hide_ledger" : "consents.ledger")}
            </UnstyledButton>
          )}
        </div>
      )}
      {ledger && <Ledger party={record.id} />}
    </>
  );
}

function Ledger({ party }: { readonly party: string }) {
  const t = useT();
  const option = useOptionTitle();
  const format = useFormat();
  const list = useRecords("consent", {
    filter: { field: "party", op: "is", value: party },
    sort: "-created_at",
    limit: 100,
  });
  return (
    <ol className={styles.ledger}>
      {list.rows.map((row) => (
        <li key={row.id}>
          <span className={styles.dim}>{format.dateTime(String(row.created_at))}</span>{" "}
          {t(row.given ? "consents.given" : "consents.withdrawn")}:{" "}
          {option("consent", "purpose", String(row.purpose))},{" "}
          {option("consent", "channel", String(row.channel))}
          <span className={styles.dim}>
            {" "}
            ·{" "}
            {[
              option("consent", "basis", String(row.basis)),
              row.source,
              row.proof,
              (row.created_by as LinkValue | null)?.title,
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </li>
      ))}
    </ol>
  );
}
