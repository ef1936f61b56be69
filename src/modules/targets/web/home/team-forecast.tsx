import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { dayIn } from "#kernel/period";
import { EmptyState } from "#web/empty-state.tsx";
import { useFormat } from "#web/format.ts";
import type { Whose } from "#web/home-part.ts";
import { HomeCard, Section } from "#web/home-section.tsx";
import { useCan, useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { readForecast, readSnapshots } from "../../contract/forecast.ts";
import { usePeriodTitle } from "../period-switch.tsx";
import styles from "../targets.module.css";
import { useRead } from "../use-read.ts";
import { lastWeeks } from "./last-weeks.ts";
import { useTeamRows } from "./team-rows.ts";
import { TeamTable } from "./team-table.tsx";

/** The team's quarter: who comes to what against which target, what changed in a week, and whose deals stand still. */
export function TeamForecast({ whose }: { readonly whose: Whose }) {
  return whose === "mine" ? null : <Team whose={whose} />;
}

function Team({ whose }: { readonly whose: Exclude<Whose, "mine"> }) {
  const t = useT();
  const title = usePeriodTitle();
  const format = useFormat();
  const { timeZone } = useSession().user;
  const maySet = useCan("targets:set");
  const snapshots = useRead(readSnapshots);
  const against = lastWeeks(snapshots.data?.data ?? [], Date.now());
  const { data } = useRead(
    readForecast,
    { query: { unit: "quarter", ...(against && { against: against.id }) } },
    !snapshots.isPending,
  );
  const rows = useTeamRows(data, whose, dayIn(timeZone));
  if (!data || !rows) return null;
  const isTargeted = rows.some(({ node }) => node.target !== null);
  return (
    <Section
      title={t("targets.home.team_quarter", { period: title(data.period) })}
      aside={
        <Anchor component={Link} to="/forecast" size="sm" c="dimmed">
          {t("targets.forecast.title")}
        </Anchor>
      }
    >
      {rows.length === 0 ? (
        <HomeCard>
          <EmptyState icon="users" title={t("targets.home.nobody")} text={t("targets.home.nobody_text")} />
        </HomeCard>
      ) : (
        <TeamTable forecast={data} rows={rows} compares={against !== undefined} />
      )}
      <p className={styles.note}>
        {against
          ? t("targets.home.since", { day: format.date(against.takenAt) })
          : t("targets.home.no_snapshot")}{" "}
        {!isTargeted && rows.length > 0 && t("targets.home.no_targets")}{" "}
        {!isTargeted && rows.length > 0 && maySet && (
          <Anchor component={Link} to="/targets" size="xs" underline="always">
            {t("targets.home.set_targets")}
          </Anchor>
        )}
      </p>
    </Section>
  );
}
