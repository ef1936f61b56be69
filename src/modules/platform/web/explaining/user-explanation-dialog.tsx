import { NativeSelect, Stack } from "@mantine/core";
import { useState } from "react";
import type { LinkValue } from "#records/contract";
import { FieldInput, useMetadata, useObjectTitle } from "#records/web";
import { Modal } from "#web/dialog.tsx";
import { useT } from "#web/texts.ts";
import { objectsToGrant } from "../roles/objects-to-grant.ts";
import { Explanation } from "./explanation.tsx";

interface UserExplanationDialogProps {
  readonly user: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

/** From a user: why they may read a record that one chooses, or why not. */
export function UserExplanationDialog({ user, onClose }: UserExplanationDialogProps) {
  const t = useT();
  const metadata = useMetadata();
  const titleOf = useObjectTitle();
  const { own, hanging } = objectsToGrant(metadata);
  const objects = [...own, ...hanging];
  const [object, setObject] = useState(objects[0]?.name ?? "");
  const [record, setRecord] = useState<LinkValue | null>(null);
  return (
    <Modal opened onClose={onClose} size={560} title={t("explaining.of_user", { name: user.name })}>
      <Stack gap="md">
        <NativeSelect
          label={t("settings.roles.object")}
          data={objects.map(({ name }) => ({ value: name, label: titleOf(name, "many") }))}
          value={object}
          onChange={(event) => {
            setObject(event.currentTarget.value);
            setRecord(null);
          }}
        />
        <FieldInput
          key={object}
          object={object}
          name="record"
          field={{ type: "link", to: object }}
          ariaLabel={titleOf(object)}
          value={record}
          onChange={(value) => setRecord(value as LinkValue | null)}
        />
        {record && <Explanation object={object} id={record.id} user={user.id} />}
      </Stack>
    </Modal>
  );
}
