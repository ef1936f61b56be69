import { Checkbox, Select } from "@mantine/core";
import { useMetadata, useObjectTitle } from "#records/web";
import { type Grant, noGrant, type Reach, reach, type RoleGrants } from "#records/contract";
import { useT } from "#web/texts.ts";
import styles from "./table.module.css";

const verbs = ["read", "change", "delete"] as const;

interface GrantTableProps {
  readonly grants: RoleGrants;
  readonly onChange: (grants: RoleGrants) => void;
}

/** A line for each kind of record that people work with, and one for all that is not named. */
export function GrantTable({ grants, onChange }: GrantTableProps) {
  const t = useT();
  const { objects } = useMetadata();
  const titleOf = useObjectTitle();
  const names = Object.keys(objects).filter((name) => !objects[name]?.closed || name === "party");
  const set = (name: string, grant: Grant) =>
    onChange({ ...grants, objects: { ...grants.objects, [name]: grant } });
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t("settings.roles.object")}</th>
            {verbs.map((verb) => (
              <th key={verb}>{t(`settings.roles.verbs.${verb}`)}</th>
            ))}
            <th>{t("settings.roles.verbs.create")}</th>
          </tr>
        </thead>
        <tbody>
          {[...names, "*"].map((name) => (
            <GrantRow
              key={name}
              title={name === "*" ? t("settings.roles.others") : titleOf(name, "many")}
              grant={grants.objects[name] ?? grants.objects["*"] ?? noGrant}
              onChange={(grant) => set(name, grant)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface GrantRowProps {
  readonly title: string;
  readonly grant: Grant;
  readonly onChange: (grant: Grant) => void;
}

function GrantRow({ title, grant, onChange }: GrantRowProps) {
  const t = useT();
  return (
    <tr>
      <td className={styles.name}>{title}</td>
      {verbs.map((verb) => (
        <td key={verb}>
          <Select
            size="xs"
            w={120}
            allowDeselect={false}
            aria-label={`${title}: ${t(`settings.roles.verbs.${verb}`)}`}
            data={reach.options.map((value) => ({ value, label: t(`settings.roles.reach.${value}`) }))}
            value={grant[verb]}
            onChange={(chosen) => chosen && onChange({ ...grant, [verb]: chosen as Reach })}
          />
        </td>
      ))}
      <td>
        <Checkbox
          aria-label={`${title}: ${t("settings.roles.verbs.create")}`}
          checked={grant.create}
          onChange={(event) => onChange({ ...grant, create: event.currentTarget.checked })}
          style={{ display: "inline-flex" }}
        />
      </td>
    </tr>
  );
}
