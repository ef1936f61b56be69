import { Select } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import {
  type ImportDetails,
  type ImportPreview,
  type Mapping,
  mapImport,
  mostDecisions,
  type WayWithExisting,
} from "#exchange/contract";
import { LinkChip } from "#web/link-chip.tsx";
import { call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { importQuery, plannedRowsQuery } from "./import-queries.ts";
import styles from "./imports.module.css";
import { MoreButton } from "./more-button.tsx";
import { ChangesOf } from "./planned-rows.tsx";

const ways = ["update", "fill", "skip", "create"] as const;

interface DecideRowsProps {
  readonly details: ImportDetails;
  readonly preview: ImportPreview;
}

/** The rows whose record is there, to be decided one by one, and what becomes of all that nobody decides. */
export function DecideRows({ details, preview }: DecideRowsProps) {
  const t = useT();
  const client = useQueryClient();
  const rows = useInfiniteQuery(plannedRowsQuery(details.id, "known"));
  const { mapping } = details;
  const save = useMutation({
    mutationFn: (next: Mapping) => call(mapImport, { params: { id: details.id }, body: next }),
    onSuccess: async (saved) => {
      client.setQueryData(importQuery(details.id).queryKey, saved);
      await client.invalidateQueries({ queryKey: ["imports", "preview", details.id] });
    },
    onError: notifyProblem,
  });
  if (mapping?.existing !== "ask" || preview.known === 0) return null;
  const decisions = mapping.decisions ?? {};
  const decide = (row: number, way: WayWithExisting) =>
    save.mutate({ ...mapping, decisions: { ...decisions, [row]: way } });
  const isFull = Object.keys(decisions).length >= mostDecisions;
  const options = ways.map((value) => ({ value, label: t(`exchange.ask.${value}`) }));
  const data = rows.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <section className={styles.values}>
      <h2 className={styles.heading}>{t("exchange.ask.title", { count: preview.known })}</h2>
      <Select
        className={styles.rest}
        label={t("exchange.ask.rest")}
        data={[{ value: "fail", label: t("exchange.ask.fail") }, ...options]}
        value={mapping.undecided ?? "fail"}
        allowDeselect={false}
        onChange={(undecided) => save.mutate({ ...mapping, undecided: undecided as Mapping["undecided"] })}
      />
      <ul className={styles.decisions}>
        {data.map((row) => (
          <li key={row.row}>
            <div className={styles.decisionNames}>
              <span className={styles.quiet}>
                {t("exchange.preview.row")} {row.row}
              </span>
              <strong>{row.title}</strong>
              {row.record && <LinkChip value={row.record} object={details.object ?? ""} />}
            </div>
            <div className={styles.changes}>
              <ChangesOf row={row} object={details.object ?? ""} />
            </div>
            <Select
              aria-label={`${t("exchange.preview.row")} ${row.row}: ${t("exchange.ask.what")}`}
              placeholder={t("exchange.ask.undecided")}
              data={options}
              value={decisions[row.row] ?? null}
              disabled={isFull && !(row.row in decisions)}
              allowDeselect={false}
              onChange={(way) => way && decide(row.row, way as WayWithExisting)}
            />
          </li>
        ))}
      </ul>
      <MoreButton of={rows} />
    </section>
  );
}
