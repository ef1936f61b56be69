import { Autocomplete, Button, Group, SegmentedControl, Select, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ObjectMetadata } from "#records/contract";
import { Modal } from "#web/dialog.tsx";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import type { SavedView } from "../../views/contract.ts";
import type { ListState } from "../list/list-state.ts";
import { useMetadata } from "../metadata.ts";
import { recordTitle } from "../record-values.ts";
import { useRecords } from "../records.ts";
import type { ListView } from "./standard-views.ts";
import { useViewActs } from "./use-views.ts";

interface ViewDialogProps {
  readonly object: ObjectMetadata;
  /** How the list is looked at, and what becomes of it once the view is there. */
  readonly state: Pick<ListState, "view" | "kind" | "definition"> & {
    readonly setView: (view: ListView) => void;
  };
  readonly views: readonly ListView[];
  /** The view whose name, folder and readers change; null: a new view is saved. */
  readonly view: SavedView | null;
  readonly onClose: () => void;
}

/** Asks for the name of a view, the folder it stands in, and who sees it. */
export function ViewDialog({ object, state, views, view, onClose }: ViewDialogProps) {
  const t = useT();
  const acts = useViewActs();
  const mayShare = useCan("views:share");
  const [name, setName] = useState(view?.name ?? "");
  const [folder, setFolder] = useState(view?.folder ?? state.view?.folder ?? "");
  const [audience, setAudience] = useState(() => audienceOf(view));
  const incomplete = !name.trim() || (audience.kind === "team" && !audience.team);

  async function save(): Promise<void> {
    if (incomplete) return;
    const said = { name: name.trim(), folder: folder.trim() || null, ...(mayShare ? sharing(audience) : {}) };
    const saved = view
      ? await acts.change(view.id, said)
      : await acts.create({
          object: object.name,
          kind: state.kind,
          definition: state.definition,
          shared: false,
          team: null,
          ...said,
        });
    if (!saved) return;
    if (!view) state.setView({ ...saved });
    onClose();
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(view ? "records.views.change_title" : "records.views.new_title")}
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
          <Autocomplete
            label={t("records.views.folder")}
            placeholder={t("records.views.folder_hint")}
            maxLength={60}
            data={foldersOf(views)}
            value={folder}
            onChange={setFolder}
          />
          {mayShare && <AudienceInput audience={audience} onAudience={setAudience} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("records.cancel")}
            </Button>
            <Button type="submit" disabled={incomplete}>
              {t("records.views.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Who sees a view: only whose it is, a team with those below it, everybody. */
interface Audience {
  readonly kind: "me" | "team" | "all";
  readonly team: string | null;
}

function audienceOf(view: SavedView | null): Audience {
  return { kind: view?.shared ? "all" : view?.team ? "team" : "me", team: view?.team?.id ?? null };
}

function sharing({ kind, team }: Audience): { shared: boolean; team: string | null } {
  return { shared: kind === "all", team: kind === "team" ? team : null };
}

function foldersOf(views: readonly ListView[]): string[] {
  return [...new Set(views.flatMap((view) => view.folder ?? []))].sort((a, b) => a.localeCompare(b));
}

function AudienceInput({
  audience,
  onAudience,
}: {
  audience: Audience;
  onAudience: (next: Audience) => void;
}) {
  const t = useT();
  const team = useMetadata().objects["team"];
  const { rows } = useRecords("team", { enabled: team !== undefined, limit: 200 });
  const teams = team ? rows.map((row) => ({ value: row.id, label: recordTitle(team, row) })) : [];
  const kinds = (["me", "team", "all"] as const).filter((kind) => kind !== "team" || teams.length > 0);
  return (
    <Stack gap={6}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t("records.views.audience")}
        value={audience.kind}
        onChange={(kind) => onAudience({ ...audience, kind: kind as Audience["kind"] })}
        data={kinds.map((kind) => ({ value: kind, label: t(`records.views.for.${kind}`) }))}
      />
      {audience.kind === "team" && (
        <Select
          searchable
          aria-label={t("records.views.for.team")}
          placeholder={t("records.views.team_hint")}
          data={teams}
          value={audience.team}
          allowDeselect={false}
          onChange={(chosen) => onAudience({ kind: "team", team: chosen })}
        />
      )}
    </Stack>
  );
}
