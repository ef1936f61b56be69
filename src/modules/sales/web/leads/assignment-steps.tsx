import { useOptionTitle } from "#records/web";
import type { AssignmentExplanation } from "#sales/contract";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "./leads.module.css";

/** The rules in the order in which they were asked, with everybody whom they looked at and why not them. */
export function AssignmentSteps({
  explanation: { steps, user },
}: {
  readonly explanation: AssignmentExplanation;
}) {
  const t = useT();
  const option = useOptionTitle();
  const format = useFormat();
  if (steps.length === 0) return <p className={styles.dim}>{t("sales.leads.no_rules")}</p>;
  return (
    <ul className={styles.people}>
      {steps.map(({ rule, way, fits, people }) => (
        <li key={rule.id}>
          {rule.name} · {fits ? option("assignment_rule", "way", way) : t("sales.leads.does_not_fit")}
          <ul className={styles.people}>
            {people.map((one) => (
              <li key={one.id}>
                {one.id === user?.id ? <strong>{one.name}</strong> : one.name}
                {" · "}
                {one.not ? t(`sales.leads.not.${one.not}`) : t("sales.leads.free", { count: one.open })}
                {one.last && !one.not
                  ? ` · ${t("sales.leads.last", { date: format.dateTime(one.last) })}`
                  : ""}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
