import { Link } from "@tanstack/react-router";
import { allOf, type Filter } from "#kernel/filter";
import { useTotals } from "#records/web";
import { useFormat } from "#web/format.ts";
import type { Whose } from "#web/home-part.ts";
import { useT } from "#web/texts.ts";
import styles from "../targets.module.css";

const open: Filter = { field: "stage.kind", op: "is", value: "open" };

/** Deals that need something, each kind a line that opens them. A deal without a next step has a list of its own beside. */
const kinds: Readonly<Record<string, Filter>> = {
  closing: { field: "expected_close_on", op: "within", value: { period: "this_month" } },
  overdue: { field: "expected_close_on", op: "before", value: "" },
  stuck: { field: "stage_entered_at", op: "before", value: "" },
  step_missed: { field: "next_step_on", op: "before", value: "" },
};

/** As many days in one stage make a deal one that is stuck, as on the board. */
const stuckAfter = 30;

export function OwnDeals({ whose }: { readonly whose: Whose }) {
  const t = useT();
  const owner: Filter | undefined =
    whose === "all"
      ? undefined
      : { field: "owner", op: "is", value: whose === "mine" ? { me: true } : { my_team: true } };
  return (
    <section className={styles.section}>
      <h2 className={styles.sectionTitle}>{t("targets.home.deals")}</h2>
      {Object.entries(kinds).map(([kind, filter]) => (
        <Line key={kind} kind={kind} filter={allOf(owner, open, dated(kind, filter)) ?? open} />
      ))}
    </section>
  );
}

function dated(kind: string, filter: Filter): Filter {
  if (!("field" in filter) || filter.value !== "") return filter;
  const day = new Date(Date.now() - (kind === "stuck" ? stuckAfter * 86_400_000 : 0)).toISOString();
  return { ...filter, value: kind === "stuck" ? `${day.slice(0, 10)}T00:00:00.000Z` : day.slice(0, 10) };
}

function Line({ kind, filter }: { readonly kind: string; readonly filter: Filter }) {
  const t = useT();
  const format = useFormat();
  const count = useTotals("deal", { filter }).data?.[0]?.count ?? 0;
  if (count === 0) return null;
  return (
    <Link to="/deals" search={{ filter, kind: "table" } as never} className={styles.lineFigure}>
      <strong>{format.number(count)}</strong> {t(`targets.home.${kind}`, { count })}
    </Link>
  );
}
