import { Menu } from "@mantine/core";
import {
  IconCalendar,
  IconChevronDown,
  IconDeviceFloppy,
  IconHome,
  IconLayoutGrid,
  IconLayoutKanban,
  IconPencil,
  IconPlus,
  IconRotate,
  IconStar,
  IconStarFilled,
  IconTable,
  IconTrash,
  IconUsers,
} from "@tabler/icons-react";
import { useState } from "react";
import type { ObjectMetadata } from "#records/contract";
import { notifyDone } from "#web/notify.ts";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import styles from "../list/list.module.css";
import type { ListState } from "../list/list-state.ts";
import type { ListView } from "./standard-views.ts";
import { useViewActs } from "./use-views.ts";
import { ViewDialog } from "./view-dialog.tsx";

const kindIcons = {
  table: IconTable,
  board: IconLayoutKanban,
  calendar: IconCalendar,
  gallery: IconLayoutGrid,
} as const;
const icon = { size: 15, stroke: 1.5, "aria-hidden": true } as const;

interface ViewPickerProps {
  readonly object: ObjectMetadata;
  readonly state: ListState;
  readonly views: readonly ListView[];
}

/** The view one is in; another one, saving what was changed, favourites. A dot says that something is not saved. */
export function ViewPicker({ object, state, views }: ViewPickerProps) {
  const t = useT();
  const [dialog, setDialog] = useState<"new" | "rename" | null>(null);
  const name = state.view?.name ?? t("records.views.standard");
  const standard = views.filter((view) => view.standard);
  const own = views.filter((view) => !view.shared);
  const shared = views.filter((view) => view.shared && !view.standard);
  const items = (some: readonly ListView[]) =>
    some.map((view) => (
      <ViewItem
        key={view.id}
        view={view}
        chosen={view.id === state.view?.id}
        onPick={() => state.setView(view)}
      />
    ));

  return (
    <>
      <Menu width={280}>
        <Menu.Target>
          <button
            type="button"
            className={styles.viewButton}
            title={state.changed ? t("records.views.changed") : undefined}
          >
            <span aria-hidden="true">▸</span>
            <span className={styles.viewName}>{name}</span>
            {state.changed && (
              <span className={styles.dot} role="img" aria-label={t("records.views.changed")} />
            )}
            <IconChevronDown size={14} stroke={1.5} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown mah="70dvh" style={{ overflowY: "auto" }}>
          <Menu.Item
            leftSection={<IconTable {...icon} />}
            fw={state.view ? undefined : 600}
            onClick={() => state.setView(null)}
          >
            {t("records.views.standard")}
          </Menu.Item>
          {items(standard)}
          {own.length > 0 && <Menu.Label>{t("records.views.own")}</Menu.Label>}
          {items(own)}
          {shared.length > 0 && <Menu.Label>{t("records.views.shared")}</Menu.Label>}
          {items(shared)}
          <ViewActs state={state} onDialog={setDialog} />
        </Menu.Dropdown>
      </Menu>
      {dialog && (
        <ViewDialog
          object={object}
          state={state}
          rename={dialog === "rename" ? state.view : null}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
}

function ViewItem({ view, chosen, onPick }: { view: ListView; chosen: boolean; onPick: () => void }) {
  const Icon = kindIcons[view.kind];
  return (
    <Menu.Item
      leftSection={<Icon {...icon} />}
      rightSection={view.pinned ? <IconStarFilled size={12} aria-hidden="true" /> : null}
      fw={chosen ? 600 : undefined}
      onClick={onPick}
    >
      {view.name}
    </Menu.Item>
  );
}

function ViewActs({ state, onDialog }: { state: ListState; onDialog: (which: "new" | "rename") => void }) {
  const t = useT();
  const acts = useViewActs();
  const mayShare = useCan("views:share");
  const { view, changed } = state;

  async function save(): Promise<void> {
    if (!view) return onDialog("new");
    const saved = await acts.change(view.id, { kind: state.kind, definition: state.definition });
    if (!saved) return;
    state.setView(saved);
    notifyDone(t("records.views.saved", { name: saved.name }), {
      undo: () => acts.change(view.id, { kind: view.kind, definition: view.definition }),
    });
  }
  async function remove(): Promise<void> {
    if (!view) return;
    state.setView(null);
    await acts.remove(view.id);
    const { object, name, kind, definition, shared, folder } = view;
    notifyDone(t("records.views.deleted", { name }), {
      undo: () =>
        acts.create({ object, name, kind, definition, shared, team: view.team?.id ?? null, folder }),
    });
  }
  return (
    <>
      <Menu.Divider />
      {view?.editable && changed && (
        <Menu.Item leftSection={<IconDeviceFloppy {...icon} />} onClick={() => void save()}>
          {t("records.views.save")}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconPlus {...icon} />} onClick={() => onDialog("new")}>
        {t("records.views.save_as")}
      </Menu.Item>
      {changed && (
        <Menu.Item leftSection={<IconRotate {...icon} />} onClick={() => state.setView(view)}>
          {t("records.views.revert")}
        </Menu.Item>
      )}
      {view && !view.standard && (
        <>
          <Menu.Item leftSection={<IconStar {...icon} />} onClick={() => void acts.pin(view)}>
            {t(view.pinned ? "records.views.unpin" : "records.views.pin")}
          </Menu.Item>
          <Menu.Item leftSection={<IconHome {...icon} />} onClick={() => void acts.makeDefault(view)}>
            {t(view.default ? "records.views.unmake_default" : "records.views.make_default")}
          </Menu.Item>
        </>
      )}
      {view?.editable && (
        <>
          {mayShare && (
            <Menu.Item
              leftSection={<IconUsers {...icon} />}
              onClick={() => void acts.change(view.id, { shared: !view.shared })}
            >
              {t(view.shared ? "records.views.unshare" : "records.views.share")}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconPencil {...icon} />} onClick={() => onDialog("rename")}>
            {t("records.views.rename")}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash {...icon} />} onClick={() => void remove()}>
            {t("records.views.delete")}
          </Menu.Item>
        </>
      )}
    </>
  );
}
