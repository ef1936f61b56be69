import { Button, NumberInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { changeDiscountLimits, readDiscountLimits } from "#catalogue/contract";
import { Section, SettingsScreen } from "#platform/web";
import { Waiting } from "#records/web";
import { call } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import styles from "../catalogue.module.css";

const limitsQuery = { queryKey: ["discount-limits"], queryFn: () => call(readDiscountLimits) };

/** The highest discount that each role gives without being asked. */
export default function DiscountsScreen() {
  const t = useT();
  const { data } = useQuery(limitsQuery);
  return (
    <SettingsScreen title={t("settings.discounts.title")}>
      <Section title={t("catalogue.discounts.limits")} text={t("catalogue.discounts.text")}>
        {data ? <Limits limits={data.data} /> : <Waiting rows={4} />}
      </Section>
    </SettingsScreen>
  );
}

type Limit = Awaited<ReturnType<typeof limitsQuery.queryFn>>["data"][number];

function Limits({ limits }: { readonly limits: readonly Limit[] }) {
  const t = useT();
  const client = useQueryClient();
  const [typed, setTyped] = useState<Readonly<Record<string, number | null>>>({});
  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    try {
      const data = Object.entries(typed).map(([role, percent]) => ({ role, percent }));
      client.setQueryData(limitsQuery.queryKey, await call(changeDiscountLimits, { body: { data } }));
      setTyped({});
      notifyDone(t("settings.saved"));
    } catch (problem) {
      notifyProblem(problem);
    }
  }
  return (
    <form onSubmit={(event) => void save(event)}>
      <table className={styles.table}>
        <tbody>
          {limits.map(({ role, name, percent }) => {
            const shown = role in typed ? typed[role] : percent;
            return (
              <tr key={role}>
                <td data-wide>{name}</td>
                <td data-number>
                  <NumberInput
                    aria-label={t("catalogue.discounts.limit_of", { role: name })}
                    placeholder={t("catalogue.discounts.any")}
                    min={0}
                    max={100}
                    decimalScale={2}
                    suffix=" %"
                    w={140}
                    value={shown ?? ""}
                    onChange={(value) =>
                      setTyped({ ...typed, [role]: typeof value === "number" ? value : null })
                    }
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Button type="submit" mt="md" disabled={Object.keys(typed).length === 0}>
        {t("settings.save")}
      </Button>
    </form>
  );
}
