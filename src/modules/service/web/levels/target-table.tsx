import { NumberInput } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { RecordData } from "#records/contract";
import {
  type RecordSlotProps,
  useChangeRecord,
  useCreateRecord,
  useFieldTitle,
  useObject,
  useOptionTitle,
  useRecordRights,
  useRecords,
} from "#records/web";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { type DeadlineKind, deadlineKinds, priorities } from "../../contract/level-objects.ts";
import styles from "../service.module.css";

const longest = 525_600;

/** What a service level promises: minutes of business by priority, the most urgent first. */
export function TargetTable({ record: level }: RecordSlotProps) {
  const t = useT();
  const option = useOptionTitle();
  const fieldTitle = useFieldTitle();
  const { change } = useRecordRights(useObject("service_level"), level);
  const { rows, isPending } = useRecords("service_target", {
    filter: { field: "service_level", op: "is", value: level.id },
    limit: 10,
  });
  const keep = useKeeping(level.id);
  if (isPending) return null;
  return (
    <>
      <p className={styles.quiet}>{t("service.targets.text")}</p>
      <table className={styles.targets}>
        <thead>
          <tr>
            <th scope="col">{fieldTitle("service_target", "priority")}</th>
            {deadlineKinds.map((kind) => (
              <th key={kind} scope="col">
                {option("ticket_deadline", "kind", kind)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {priorities.toReversed().map((priority) => {
            const target = rows.find((row) => row.priority === priority);
            return (
              <tr key={priority}>
                <th scope="row">{option("service_target", "priority", priority)}</th>
                {deadlineKinds.map((kind) => (
                  <td key={kind}>
                    <Minutes
                      key={String(target?.[kind])}
                      label={t("service.targets.of", {
                        kind: option("ticket_deadline", "kind", kind),
                        priority: option("service_target", "priority", priority),
                      })}
                      value={(target?.[kind] as number | null | undefined) ?? null}
                      isReadOnly={!change}
                      onChange={(minutes) => keep(target, { priority, kind, minutes })}
                    />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

interface Kept {
  readonly priority: string;
  readonly kind: DeadlineKind;
  readonly minutes: number | null;
}

function useKeeping(level: string) {
  const changeTarget = useChangeRecord("service_target");
  const create = useCreateRecord("service_target");
  return (target: RecordData | undefined, { priority, kind, minutes }: Kept) => {
    if (target) void changeTarget(target, { [kind]: minutes });
    else if (minutes !== null) void create({ service_level: level, priority, [kind]: minutes });
  };
}

interface MinutesProps {
  readonly label: string;
  readonly value: number | null;
  readonly isReadOnly: boolean;
  readonly onChange: (minutes: number | null) => void;
}

function Minutes({ label, value, isReadOnly, onChange }: MinutesProps) {
  const t = useT();
  const format = useFormat();
  // Nobody reads 1,620 minutes at a glance; on a phone there is room for the minutes alone.
  const isNarrow = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  const hours = !isNarrow && value !== null && value >= 60 ? format.decimal(value / 60, 1) : null;
  return (
    <NumberInput
      aria-label={label}
      rightSection={
        hours && <span className={styles.quiet}>{t("service.reports.hours", { count: hours })}</span>
      }
      {...(hours && { rightSectionWidth: 58 })}
      rightSectionPointerEvents="none"
      size="xs"
      hideControls
      min={1}
      max={longest}
      allowDecimal={false}
      readOnly={isReadOnly}
      defaultValue={value ?? ""}
      onBlur={(event) => {
        const typed = Number.parseInt(event.currentTarget.value.replace(/\D/g, ""), 10);
        const minutes = Number.isFinite(typed) ? Math.min(Math.max(typed, 1), longest) : null;
        if (minutes !== value) onChange(minutes);
      }}
    />
  );
}
