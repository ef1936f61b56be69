import { Button, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useT } from "#web/texts.ts";
import type { ObjectMetadata, RecordData } from "#records/contract";
import { FieldValue } from "./field-view.tsx";
import { useFieldTitle } from "./metadata.ts";

interface Conflict {
  readonly object: ObjectMetadata;
  /** The record as somebody else left it. */
  readonly current: RecordData;
  readonly mine: Readonly<Record<string, unknown>>;
  readonly keepMine: () => void;
}

/** Two people changed the same field: shows both values and lets the one who came second decide. */
export function showConflict(conflict: Conflict): void {
  const id = `conflict-${conflict.current.id}`;
  notifications.show({
    id,
    autoClose: false,
    role: "alertdialog",
    message: <ConflictChoice {...conflict} close={() => notifications.hide(id)} />,
  });
}

function ConflictChoice({
  object,
  current,
  mine,
  keepMine,
  close,
}: Conflict & { readonly close: () => void }) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        {t("records.conflict.title")}
      </Text>
      {Object.keys(mine).map((name) => {
        const field = object.fields[name];
        if (!field) return null;
        const shown = { object: object.name, name, field, size: "full" as const };
        return (
          <dl key={name} className="record-conflict">
            <dt>{fieldTitle(object.name, name)}</dt>
            <dd>
              {t("records.conflict.theirs")}: <FieldValue {...shown} value={current[name]} />
            </dd>
            <dd>
              {t("records.conflict.mine")}: <FieldValue {...shown} value={mine[name]} />
            </dd>
          </dl>
        );
      })}
      <Group gap="xs">
        <Button
          size="xs"
          onClick={() => {
            keepMine();
            close();
          }}
        >
          {t("records.conflict.keep_mine")}
        </Button>
        <Button size="xs" variant="default" onClick={close}>
          {t("records.conflict.take_theirs")}
        </Button>
      </Group>
    </Stack>
  );
}
