import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import { useMetadata } from "#records/web";
import type { ObjectMetadata, RoleGrants } from "#records/contract";
import { useT } from "#web/texts.ts";
import { GrantDrawer } from "./grant-drawer.tsx";
import { GrantLines } from "./grant-lines.tsx";
import { GrantRow } from "./grant-row.tsx";
import { grantOf, withGrant } from "./granting.ts";
import { objectGroups, objectsToGrant } from "./objects-to-grant.ts";
import styles from "./roles.module.css";

interface GrantMatrixProps {
  readonly grants: RoleGrants;
  readonly onChange: (grants: RoleGrants) => void;
}

const columns = ["read", "change", "delete", "create", "export", "bulk", "fields"] as const;

/** Every kind of record and what the role may do with it; fields of one open beside it. On a phone a list to open. */
export function GrantMatrix({ grants, onChange }: GrantMatrixProps) {
  const t = useT();
  const metadata = useMetadata();
  const phone = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  const [opened, setOpened] = useState<string | null>(null);
  const groups = objectsToGrant(metadata);
  const propsOf = (object: ObjectMetadata | undefined) => {
    const name = object?.name ?? "*";
    return {
      object,
      grant: grantOf(grants, name),
      named: Object.hasOwn(grants.objects, name),
      onChange: (grant: Parameters<typeof withGrant>[2]) =>
        onChange(withGrant(grants, name, grant, metadata.objects)),
      onOpen: () => setOpened(name),
    };
  };
  return (
    <>
      {phone ? (
        <GrantLines groups={groups} propsOf={propsOf} />
      ) : (
        <div className={styles.scroll}>
          <table className={styles.matrix}>
            <thead>
              <tr>
                <th scope="col">{t("settings.roles.object")}</th>
                {columns.map((column) => (
                  <th scope="col" key={column}>
                    {t(`settings.roles.verbs.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            {objectGroups.map((group) => (
              <tbody key={group}>
                {group !== "own" && (
                  <tr className={styles.group}>
                    <th colSpan={columns.length + 1} scope="rowgroup">
                      {t(`settings.roles.groups.${group}`)}
                    </th>
                  </tr>
                )}
                {groups[group].map((object) => (
                  <GrantRow key={object.name} {...propsOf(object)} />
                ))}
              </tbody>
            ))}
            <tbody>
              <GrantRow {...propsOf(undefined)} />
            </tbody>
          </table>
        </div>
      )}
      {opened !== null && (
        <GrantDrawer {...propsOf(metadata.objects[opened])} onClose={() => setOpened(null)} />
      )}
    </>
  );
}
