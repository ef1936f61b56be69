import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Whose } from "#web/home-part.ts";
import { Section } from "#web/home-section.tsx";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { type AttainmentRow, readAttainment } from "../../contract/targets.ts";
import { Multiple } from "../targets/multiple.tsx";
import styles from "../targets.module.css";
import { useRead } from "../use-read.ts";

/** What a quarter is to bring in all stands in the figures of the quarter; here stand the month, goods and numbers of deals. */
function isOfEverything({ measure, product, category }: AttainmentRow): boolean {
  return measure === "amount" && product === null && category === null;
}

/** My numbers against target, or the team's and its people's, those furthest behind first. */
export function OwnTargets({ whose }: { readonly whose: Whose }) {
  const t = useT();
  const { user, organisation } = useSession();
  const mine = whose === "mine";
  const month = useRead(readAttainment, { query: { unit: "month", ...(mine && { mine }) } });
  const quarter = useRead(readAttainment, { query: { unit: "quarter", ...(mine && { mine }) } });
  const rows = [
    ...(month.data?.rows ?? []).map((row) => ({ row, unit: "month" })),
    ...(mine ? (quarter.data?.rows ?? []) : []).map((row) => ({ row, unit: "quarter" })),
  ].filter(({ row, unit }) =>
    mine ? unit === "month" || !isOfEverything(row) : row.subject.id !== user.id && !isOfEverything(row),
  );
  const part = ({ row }: (typeof rows)[number]) => Number(row.actual ?? 0) / Number(row.target);
  const shown = mine ? rows : rows.toSorted((one, other) => part(one) - part(other)).slice(0, 6);
  const [first] = shown;
  if (!first) return null;
  return (
    <Section
      title={t(mine ? "targets.home.mine" : "targets.home.team")}
      aside={
        <Anchor component={Link} to="/targets" size="sm" c="dimmed">
          {t("targets.targets.title")}
        </Anchor>
      }
    >
      <div className={styles.multiples}>
        {shown.map(({ row, unit }) => (
          <div key={JSON.stringify([unit, row.subject.id, row.product?.id, row.category?.id, row.measure])}>
            <span className={styles.note}>{t(`targets.this_period.${unit}`)}</span>
            <Multiple
              row={row}
              currency={month.data?.currency ?? quarter.data?.currency ?? organisation.currency}
            />
          </div>
        ))}
      </div>
    </Section>
  );
}
