import { Button, Checkbox, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ObjectMetadata } from "#records/contract";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import type { SavedView } from "../../views/contract.ts";
import type { ListState } from "../list/list-state.ts";
import { useViewActs } from "./use-views.ts";

interface ViewDialogProps {
  readonly object: ObjectMetadata;
  readonly state: ListState;
  /** The view that gets another name; null: a new view is saved. */
  readonly rename: SavedView | null;
  readonly onClose: () => void;
}

/** Asks for the name of a view, and for whom it is. */
export function ViewDialog({ object, state, rename, onClose }: ViewDialogProps) {
  const t = useT();
  const acts = useViewActs();
  const mayShare = useCan("views:share");
  const [name, setName] = useState(rename?.name ?? "");
  const [shared, setShared] = useState(false);

  async function save(): Promise<void> {
    const given = name.trim();
    if (!given) return;
    const saved = rename
      ? await acts.change(rename.id, { name: given })
      : await acts.create({
          object: object.name,
          name: given,
          kind: state.kind,
          definition: state.definition,
          shared,
          team: null,
          folder: null,
        });
    if (!saved) return;
    if (!rename) state.setView(saved);
    onClose();
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(rename ? "records.views.rename_title" : "records.views.new_title")}
      size="sm"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="sm">
          <TextInput
            data-autofocus
            label={t("records.views.name")}
            placeholder={t("records.views.name_hint")}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {!rename && mayShare && (
            <Checkbox
              label={t("records.views.share_with_all")}
              checked={shared}
              onChange={(event) => setShared(event.currentTarget.checked)}
            />
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("records.cancel")}
            </Button>
            <Button type="submit" disabled={!name.trim()}>
              {t(rename ? "records.views.rename" : "records.views.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
