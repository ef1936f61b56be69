import { UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import type { ObjectMetadata } from "#records/contract";
import { useT } from "#web/texts.ts";
import { type GrantProps, limitsText, useGrantable, useGrantTitle } from "./grant-row.tsx";
import { verbs } from "./verbs.ts";
import { type ObjectGroup, objectGroups } from "./objects-to-grant.ts";
import styles from "./roles.module.css";

interface GrantLinesProps {
  readonly groups: Readonly<Record<ObjectGroup, readonly ObjectMetadata[]>>;
  readonly propsOf: (object: ObjectMetadata | undefined) => GrantProps;
}

/** The matrix on a phone: a line for each kind of record, which opens. */
export function GrantLines({ groups, propsOf }: GrantLinesProps) {
  const t = useT();
  return (
    <>
      {objectGroups.map((group) => (
        <section key={group}>
          {group !== "own" && <h3 className={styles.linesTitle}>{t(`settings.roles.groups.${group}`)}</h3>}
          {groups[group].map((object) => (
            <GrantLine key={object.name} {...propsOf(object)} />
          ))}
        </section>
      ))}
      <GrantLine {...propsOf(undefined)} />
    </>
  );
}

function GrantLine({ object, grant, onOpen }: GrantProps) {
  const t = useT();
  const title = useGrantTitle()(object);
  const { can } = useGrantable(object, grant);
  const granted = verbs.filter((verb) => can(verb) && grant[verb] !== "none");
  const reaches = granted.map(
    (verb) => `${t(`settings.roles.verbs.${verb}`)}: ${t(`settings.roles.reach.${grant[verb]}`)}`,
  );
  return (
    <UnstyledButton className={styles.line} onClick={onOpen}>
      <span className={styles.lineText}>
        <span className={styles.object}>{title}</span>
        <span className={styles.quiet}>
          {reaches.length > 0 ? reaches.join(" · ") : t("settings.roles.reach.none")}
          {grant.fields && ` · ${limitsText(t, grant)}`}
        </span>
      </span>
      <IconChevronRight size={16} stroke={1.5} />
    </UnstyledButton>
  );
}
