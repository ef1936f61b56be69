import { Button, Checkbox } from "@mantine/core";
import type { Grant, ObjectMetadata } from "#records/contract";
import { useObjectTitle } from "#records/web";
import { useT } from "#web/texts.ts";
import { grantableOn } from "./objects-to-grant.ts";
import { ReachSelect } from "./reach-select.tsx";
import styles from "./roles.module.css";
import { flags, verbs } from "./verbs.ts";

export interface GrantProps {
  /** Absent for everything that the role does not name. */
  readonly object: ObjectMetadata | undefined;
  readonly grant: Grant;
  /** Whether the role speaks of the object by its name. */
  readonly named: boolean;
  /** Null to grant what is granted on everything else. */
  readonly onChange: (grant: Grant | null) => void;
  readonly onOpen: () => void;
}

/** One kind of record in the matrix. What cannot be done with such records at all has no choice. */
export function GrantRow({ object, grant, named, onChange, onOpen }: GrantProps) {
  const t = useT();
  const title = useGrantTitle()(object);
  const { can, isOn } = useGrantable(object, grant);
  return (
    <tr data-inherited={!named && object !== undefined}>
      <td className={styles.object}>
        {title}
        {!object && <div className={styles.quiet}>{t("settings.roles.others_text")}</div>}
      </td>
      {verbs.map((verb) => (
        <td key={verb}>
          {can(verb) && (
            <ReachSelect
              label={`${title}: ${t(`settings.roles.verbs.${verb}`)}`}
              value={grant[verb]}
              onChange={(value) => onChange({ ...grant, [verb]: value })}
            />
          )}
        </td>
      ))}
      {flags.map((flag) => (
        <td key={flag}>
          {can(flag) && (
            <Checkbox
              size="xs"
              aria-label={`${title}: ${t(`settings.roles.verbs.${flag}`)}`}
              disabled={!isOn(flag)}
              checked={grant[flag] && isOn(flag)}
              onChange={(event) => onChange({ ...grant, [flag]: event.currentTarget.checked })}
            />
          )}
        </td>
      ))}
      <td>
        {object && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            className={styles.limits}
            data-limited={grant.fields !== undefined}
            aria-label={`${title}: ${t("settings.roles.verbs.fields")}: ${limitsText(t, grant)}`}
            onClick={onOpen}
          >
            {limitsText(t, grant)}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** How the row of an object is called. */
export function useGrantTitle(): (object: ObjectMetadata | undefined) => string {
  const t = useT();
  const titleOf = useObjectTitle();
  return (object) => (object ? titleOf(object.name, "many") : t("settings.roles.others"));
}

/** What can be granted on the object, and which flags mean anything beside the reaches that are granted. */
export function useGrantable(object: ObjectMetadata | undefined, grant: Grant) {
  const grantable = object ? grantableOn(object) : undefined;
  return {
    can: (what: (typeof verbs)[number] | (typeof flags)[number]): boolean =>
      what === "read" || what === "export" || !grantable || grantable[what],
    isOn: (flag: (typeof flags)[number]): boolean =>
      flag === "bulk" ? grant.change !== "none" || grant.delete !== "none" : grant.read !== "none",
  };
}

/** "2 hidden, 1 read-only", or that all are free. */
export function limitsText(t: ReturnType<typeof useT>, { fields }: Grant): string {
  const limits = Object.values(fields ?? {});
  const hidden = limits.filter((limit) => limit === "hidden").length;
  const readOnly = limits.length - hidden;
  if (limits.length === 0) return t("settings.roles.fields.free");
  return [
    ...(hidden > 0 ? [t("settings.roles.fields.count_hidden", { count: hidden })] : []),
    ...(readOnly > 0 ? [t("settings.roles.fields.count_read_only", { count: readOnly })] : []),
  ].join(", ");
}
