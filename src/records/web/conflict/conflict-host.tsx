import { Button, Dialog } from "@mantine/core";
import { useId, useSyncExternalStore } from "react";
import { useT } from "#web/texts.ts";
import { FieldValue } from "../field-view.tsx";
import { useFieldTitle } from "../metadata.ts";
import { isEmpty } from "../page/record-sections.ts";
import { recordTitle } from "../record-values.ts";
import { type Conflict, openConflicts, settleConflict, watchConflicts } from "./asking.ts";
import styles from "./conflict.module.css";

/**
 * Shows both values where two people changed the same; stands once in the frame. It takes no keyboard away:
 * whoever types on elsewhere must not answer by accident.
 */
export function ConflictHost() {
  const [first] = useSyncExternalStore(watchConflicts, openConflicts);
  const title = useId();
  return (
    <Dialog
      opened={first !== undefined}
      position={{ bottom: 16, right: 16 }}
      size="min(440px, calc(100vw - 32px))"
      shadow="lg"
      withBorder
      role="alertdialog"
      aria-labelledby={title}
    >
      {first && <Question conflict={first} titleId={title} />}
    </Dialog>
  );
}

function Question({ conflict, titleId }: { readonly conflict: Conflict; readonly titleId: string }) {
  const t = useT();
  const { object, current, mine, keepMine } = conflict;
  return (
    <div className={styles.question}>
      <div>
        <strong id={titleId} className={styles.title}>
          {t("records.conflict.title")}
        </strong>
        <div className={styles.record}>{recordTitle(object, current)}</div>
      </div>
      {Object.keys(mine).map((name) => (
        <BothValues key={name} conflict={conflict} name={name} />
      ))}
      <div className={styles.acts}>
        <Button
          size="xs"
          onClick={() => {
            settleConflict(conflict);
            keepMine();
          }}
        >
          {t("records.conflict.keep_mine")}
        </Button>
        <Button size="xs" variant="default" onClick={() => settleConflict(conflict)}>
          {t("records.conflict.take_theirs")}
        </Button>
      </div>
    </div>
  );
}

function BothValues({ conflict, name }: { readonly conflict: Conflict; readonly name: string }) {
  const t = useT();
  const { object, current, mine } = conflict;
  const title = useFieldTitle()(object.name, name);
  const field = object.fields[name];
  if (!field) return null;
  const shown = (value: unknown) =>
    isEmpty(value) ? (
      "–"
    ) : (
      <FieldValue object={object.name} name={name} field={field} size="full" value={value} />
    );
  return (
    <div>
      <div className={styles.field}>{title}</div>
      <dl className={styles.values} aria-label={title}>
        <dt>{t("records.conflict.theirs")}</dt>
        <dd>{shown(current[name])}</dd>
        <dt>{t("records.conflict.mine")}</dt>
        <dd>{shown(mine[name])}</dd>
      </dl>
    </div>
  );
}
