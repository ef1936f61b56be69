import { Button, CloseButton } from "@mantine/core";
import { useT } from "#web/texts.ts";
import { recordTitle } from "../record-values.ts";
import { type Conflict, choose, layAside, settleConflict } from "./asking.ts";
import styles from "./conflict.module.css";
import { FieldVersions } from "./field-versions.tsx";
import { useLastChanges } from "./last-changes.ts";
import { fieldsInConflict, merged, type Side } from "./versions.ts";

interface ConflictQuestionProps {
  readonly conflict: Conflict;
  readonly titleId: string;
}

/** One question a record: each field that both changed, with what it was, and whose value it is to have. */
export function ConflictQuestion({ conflict, titleId }: ConflictQuestionProps) {
  const t = useT();
  const { object, current, chosen } = conflict;
  const names = fieldsInConflict(conflict);
  const changes = useLastChanges(object.name, current);
  const several = names.length > 1;
  return (
    <div className={styles.question}>
      <div className={styles.head}>
        <div>
          <strong id={titleId} className={styles.title}>
            {t("records.conflict.title")}
          </strong>
          <div className={styles.record}>{recordTitle(object, current)}</div>
        </div>
        <CloseButton size="sm" aria-label={t("records.conflict.later")} onClick={() => layAside(true)} />
      </div>
      <div className={styles.fields}>
        {names.map((name) => (
          <FieldVersions
            key={name}
            versions={conflict}
            name={name}
            theirChange={changes.get(name)}
            {...(several
              ? { chosen: chosen[name] ?? "mine", onChoose: (side: Side) => choose(conflict, name, side) }
              : {})}
          />
        ))}
      </div>
      <div className={styles.acts}>
        {several && (
          <Button size="xs" onClick={() => settle((name) => chosen[name] ?? "mine")}>
            {t("records.conflict.save")}
          </Button>
        )}
        <Button size="xs" variant={several ? "default" : "filled"} onClick={() => settle(() => "mine")}>
          {t(several ? "records.conflict.all_mine" : "records.conflict.keep_mine")}
        </Button>
        <Button size="xs" variant="default" onClick={() => settle(() => "theirs")}>
          {t(several ? "records.conflict.all_theirs" : "records.conflict.take_theirs")}
        </Button>
      </div>
    </div>
  );

  function settle(side: (field: string) => Side): void {
    const values = merged(conflict, side);
    settleConflict(conflict);
    if (Object.keys(values).length > 0) conflict.write(values);
  }
}
