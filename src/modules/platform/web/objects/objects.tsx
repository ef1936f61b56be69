import { Badge, Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { type AdministeredObject, restoreObject } from "#records/contract";
import { call } from "#web/client.ts";
import { ObjectIcon } from "#web/icon.tsx";
import { useT } from "#web/texts.ts";
import { Section } from "../settings/section.tsx";
import { SettingsScreen } from "../settings/settings-screen.tsx";
import table from "../settings/table.module.css";
import { ObjectDialog } from "./object-dialog.tsx";
import styles from "./objects.module.css";
import { RemovedList } from "./removed-list.tsx";
import { useNameOfObject, useObjects } from "./use-objects.ts";

// What people work with; the others hang on these.
const first = ["person", "company", "party", "deal", "task", "product", "note", "interaction"];

function inOrder(objects: readonly AdministeredObject[]): readonly AdministeredObject[] {
  return first.flatMap((name) => objects.find((object) => object.name === name) ?? []);
}

/** All objects: those of the product and those of one's own, with how many fields somebody added. */
export default function Objects() {
  const t = useT();
  const nameOf = useNameOfObject();
  const objects = useObjects() ?? [];
  const [making, setMaking] = useState(false);
  const used = objects.filter((object) => object.removedAt === null && object.extensible);
  const standard = used.filter((object) => !object.custom);
  const isFirst = (object: AdministeredObject) => first.includes(object.name);
  const removed = objects.filter((object) => object.removedAt !== null);
  return (
    <SettingsScreen
      wide
      title={t("settings.objects.title")}
      actions={
        <Button leftSection={<IconPlus size={14} stroke={1.5} />} onClick={() => setMaking(true)}>
          {t("settings.objects.create")}
        </Button>
      }
    >
      <p className={styles.intro}>{t("settings.objects.intro")}</p>
      <ObjectTable title={t("settings.objects.own")} objects={used.filter((object) => object.custom)} />
      <ObjectTable title={t("settings.objects.standard")} objects={inOrder(standard.filter(isFirst))} />
      <ObjectTable
        title={t("settings.objects.around")}
        objects={standard.filter((object) => !isFirst(object))}
      />
      <RemovedList
        title={t("settings.objects.removed")}
        removed={removed.map((object) => ({ ...object, title: nameOf(object) }))}
        restore={(object) => call(restoreObject, { params: { object } })}
      />
      {making && <ObjectDialog onClose={() => setMaking(false)} />}
    </SettingsScreen>
  );
}

function ObjectTable({
  title,
  objects,
}: {
  readonly title: string;
  readonly objects: readonly AdministeredObject[];
}) {
  const t = useT();
  const nameOf = useNameOfObject();
  if (objects.length === 0) return null;
  return (
    <Section title={title}>
      <table className={table.table}>
        <tbody>
          {objects.map((object) => {
            const own = object.fields.filter(({ custom, removedAt }) => custom && removedAt === null).length;
            return (
              <tr key={object.name}>
                <td>
                  <div className={table.who}>
                    <ObjectIcon name={object.icon} size={18} />
                    <Link to={`/settings/objects/${object.name}`} className={table.name}>
                      {nameOf(object)}
                    </Link>
                    <code className={styles.code} data-wide>
                      /api/{object.plural}
                    </code>
                  </div>
                </td>
                <td>
                  {own > 0 && !object.custom && (
                    <Badge variant="light">{t("settings.objects.own_fields", { count: own })}</Badge>
                  )}
                </td>
                <td className={table.quiet}>
                  {t("settings.objects.field_count", {
                    count: object.fields.filter(({ removedAt, field }) => removedAt === null && !field.hidden)
                      .length,
                  })}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}
