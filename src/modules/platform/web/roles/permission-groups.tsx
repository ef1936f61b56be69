import { Checkbox } from "@mantine/core";
import { useT } from "#web/texts.ts";
import { permissions } from "../../contract/permissions.ts";
import styles from "./roles.module.css";

interface PermissionGroupsProps {
  readonly value: readonly string[];
  readonly onChange: (value: string[]) => void;
}

const groups = ["daily", "sales", "customers", "data", "people", "organisation"] as const;
type Group = (typeof groups)[number];

/** What a permission is about, by the word before its colon or by its whole name. */
const groupByBeginning: Readonly<Record<string, Group>> = {
  deals: "sales",
  stock: "sales",
  invoices: "sales",
  payments: "sales",
  bank: "sales",
  contracts: "sales",
  subscriptions: "sales",
  tasks: "daily",
  views: "daily",
  "records:share": "daily",
  identity_documents: "customers",
  imports: "data",
  records: "data",
  audit: "people",
  users: "people",
  roles: "people",
};

/** Everything that a role may beyond records, by what it is about, each in plain words. */
export function PermissionGroups({ value, onChange }: PermissionGroupsProps) {
  const t = useT();
  const toggle = (permission: string, on: boolean) =>
    onChange(on ? [...value, permission] : value.filter((one) => one !== permission));
  return (
    <div className={styles.permissions}>
      {groups.map((group) => (
        <fieldset key={group} className={styles.permissionGroup}>
          <legend className={styles.linesTitle}>{t(`settings.roles.permission_groups.${group}`)}</legend>
          {permissions
            .filter((permission) => groupOf(permission) === group)
            .map((permission) => (
              <Checkbox
                key={permission}
                label={t(`permissions.${permission.replace(":", "_")}`)}
                description={t(`permission_texts.${permission.replace(":", "_")}`)}
                checked={value.includes(permission)}
                onChange={(event) => toggle(permission, event.currentTarget.checked)}
              />
            ))}
        </fieldset>
      ))}
    </div>
  );
}

function groupOf(permission: string): Group {
  return groupByBeginning[permission] ?? groupByBeginning[permission.split(":")[0] ?? ""] ?? "organisation";
}
