import { Menu } from "@mantine/core";
import {
  IconDeviceFloppy,
  IconHome,
  IconHomeShare,
  IconPencil,
  IconPlus,
  IconRotate,
  IconStar,
  IconTrash,
} from "@tabler/icons-react";
import { notifyDone } from "#web/notify.ts";
import { useCan, useIsLooking } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import type { ListState } from "../list/list-state.ts";
import { useViewActs } from "./use-views.ts";

const icon = { size: 15, stroke: 1.5, "aria-hidden": true } as const;

interface ViewActsProps {
  readonly state: ListState;
  readonly onDialog: (which: "new" | "change") => void;
}

/** What can be done with the view one is in. */
export function ViewActs({ state, onDialog }: ViewActsProps) {
  const t = useT();
  const acts = useViewActs();
  const looking = useIsLooking();
  const { view, changed } = state;

  async function save(): Promise<void> {
    if (!view) return onDialog("new");
    const saved = await acts.change(view.id, { kind: state.kind, definition: state.definition });
    if (!saved) return;
    state.setView(saved);
    notifyDone(t("records.views.saved", { name: saved.name }), {
      undo: () =>
        acts.change(view.id, { kind: view.kind, definition: view.definition, version: saved.version }),
    });
  }
  const revert = changed && (
    <Menu.Item leftSection={<IconRotate {...icon} />} onClick={() => state.setView(view)}>
      {t("records.views.revert")}
    </Menu.Item>
  );
  if (looking)
    return (
      revert && (
        <>
          <Menu.Divider />
          {revert}
        </>
      )
    );
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
      {revert}
      {view && !view.standard && (
        <Menu.Item leftSection={<IconStar {...icon} />} onClick={() => void acts.pin(view)}>
          {t(view.pinned ? "records.views.unpin" : "records.views.pin")}
        </Menu.Item>
      )}
      <OpeningActs state={state} />
      {view?.editable && (
        <>
          <Menu.Item leftSection={<IconPencil {...icon} />} onClick={() => onDialog("change")}>
            {t("records.views.change")}
          </Menu.Item>
          <DeleteAct state={state} />
        </>
      )}
    </>
  );
}

/** In which view the list opens: for oneself, and for those the view is shared with. */
function OpeningActs({ state: { view } }: Pick<ViewActsProps, "state">) {
  const t = useT();
  const acts = useViewActs();
  const mayShare = useCan("views:share");
  if (!view || view.standard) return null;
  const audience = view.team
    ? t("records.views.team_of", { team: view.team.title })
    : t("records.views.for.all");
  return (
    <>
      <Menu.Item leftSection={<IconHome {...icon} />} onClick={() => void acts.makeDefault(view)}>
        {t(view.chosen ? "records.views.unmake_default" : "records.views.make_default")}
      </Menu.Item>
      {mayShare && (view.shared || view.team) && (
        <Menu.Item
          leftSection={<IconHomeShare {...icon} />}
          onClick={() => void acts.makeSharedDefault(view)}
        >
          {t(view.opens ? "records.views.unmake_shared_default" : "records.views.make_shared_default", {
            audience,
          })}
        </Menu.Item>
      )}
    </>
  );
}

function DeleteAct({ state }: Pick<ViewActsProps, "state">) {
  const t = useT();
  const acts = useViewActs();
  const { view } = state;

  async function remove(): Promise<void> {
    if (!view) return;
    const { id, name } = view;
    state.setView(null);
    if (await acts.remove(id))
      notifyDone(t("records.views.deleted", { name }), { undo: () => acts.restore(id) });
  }
  return (
    <Menu.Item leftSection={<IconTrash {...icon} />} onClick={() => void remove()}>
      {t("records.views.delete")}
    </Menu.Item>
  );
}
