import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useFormat } from "#web/format.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { Section } from "../settings/section.tsx";
import table from "../settings/table.module.css";
import { useRefreshObjects } from "./use-objects.ts";

/** An object or a field that was removed. */
interface Removed {
  readonly name: string;
  readonly title: string;
  /** What kind of field it was. */
  readonly type?: string;
  readonly keptUntil: string | null;
}

interface RemovedListProps {
  readonly title: string;
  readonly removed: readonly Removed[];
  readonly restore: (name: string) => Promise<unknown>;
}

/** What was removed and can be had back, each with the day until which. */
export function RemovedList({ title, removed, restore }: RemovedListProps) {
  const t = useT();
  const refresh = useRefreshObjects();
  const { date } = useFormat();
  const restoring = useMutation({ mutationFn: restore, onSuccess: refresh, onError: notifyProblem });
  if (removed.length === 0) return null;
  return (
    <Section title={title} text={t("settings.objects.removed_text")}>
      <table className={table.table}>
        <tbody>
          {removed.map((one) => (
            <tr key={one.name}>
              <td className={table.gone}>{one.title}</td>
              {one.type && <td className={table.quiet}>{one.type}</td>}
              <td className={table.quiet}>
                {one.keptUntil &&
                  t("settings.objects.kept_until", { date: date(one.keptUntil.slice(0, 10)) })}
              </td>
              <td>
                <Button variant="default" size="compact-sm" onClick={() => restoring.mutate(one.name)}>
                  {t("settings.objects.restore")}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
