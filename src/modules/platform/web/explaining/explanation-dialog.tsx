import { Stack } from "@mantine/core";
import { useState } from "react";
import type { FieldMetadata, LinkValue } from "#records/contract";
import { FieldInput, type RecordSlotProps, recordTitle, useObject } from "#records/web";
import { Modal } from "#web/dialog.tsx";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { Explanation } from "./explanation.tsx";

const userField: FieldMetadata = { type: "user" };

/** From a record: why somebody may read it, or why not. */
export default function ExplanationDialog({
  object,
  record,
  onClose,
}: RecordSlotProps & { readonly onClose: () => void }) {
  const t = useT();
  const { user: me } = useSession();
  const [user, setUser] = useState<LinkValue | null>({ id: me.id, title: me.name });
  const title = recordTitle(useObject(object), record);
  return (
    <Modal opened onClose={onClose} size={560} title={t("explaining.of_record", { title })}>
      <Stack gap="md">
        <FieldInput
          object="user"
          name="user"
          field={userField}
          ariaLabel={t("objects.user.one")}
          value={user}
          onChange={(value) => setUser(value as LinkValue | null)}
        />
        {user && <Explanation object={object} id={record.id} user={user.id} />}
      </Stack>
    </Modal>
  );
}
