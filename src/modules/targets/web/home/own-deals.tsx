import { Link } from "@tanstack/react-router";
import { allOf, type Filter } from "#kernel/filter";
import { useTotals } from "#records/web";
import { useFormat } from "#web/format.ts";
import type { Whose } from "#web/home-part.ts";
import { useT } from "#web/texts.ts";
import styles from "../targets.module.css";

const open: Filter = { field: "stage.kind", op: "is", value: "open" };

/** Deals that need something, each kind a line that opens them. A deal without a next step has a list of its own beside. */
type Kind = "closing" | "overdue" | "stuck" | "step_missed";

const kinds: Readonly<Record<Kind, Filter>> = {
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
  const filterOf = (kind: Kind): Filter => allOf(owner, open, dated(kind)) ?? open;
  const closing = useLine("closing", filterOf("closing"));
  const overdue = useLine("overdue", filterOf("overdue"));
  const stuck = useLine("stuck", filterOf("stuck"));
  const stepMissed = useLine("step_missed", filterOf("step_missed"));
  const lines = [closing, overdue, stuck, stepMissed].filter(({ count }) => count > 0);
  if (lines.length === 0) return null;
  return (
    <section className={styles.section}>
      <h2 className={styles.sectionTitle}>{t("targets.home.deals")}</h2>
      {lines.map((line) => (
        <Line key={line.kind} {...line} />
      ))}
    </section>
  );
}

interface LineShown {
  readonly kind: Kind;
  readonly filter: Filter;
  readonly count: number;
}

function useLine(kind: Kind, filter: Filter): LineShown {
  return { kind, filter, count: useTotals("deal", { filter }).data?.[0]?.count ?? 0 };
}

function dated(kind: Kind): Filter {
  const filter: Filter = kinds[kind];
  if (!("field" in filter) || filter.value !== "") return filter;
  const day = new Date(Date.now() - (kind === "stuck" ? stuckAfter * 86_400_000 : 0)).toISOString();
  return { ...filter, value: kind === "stuck" ? `${day.slice(0, 10)}T00:00:00.000Z` : day.slice(0, 10) };
}

function Line({ kind, filter, count }: LineShown) {
  const t = useT();
  const format = useFormat();
  return (
    <Link to="/deals" search={{ filter, kind: "table" } as never} className={styles.lineFigure}>
      <strong>{format.number(count)}</strong> {t(`targets.home.${kind}`, { count })}
    </Link>
  );
}
