import { Menu } from "@mantine/core";
import { IconDeviceFloppy, IconDots, IconPencil, IconPlus, IconRotate, IconTrash } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import type { Filter } from "#kernel/filter";
import { FilterInput, type ListView, useObject, useViewActs, ViewDialog } from "#records/web";
import { IconButton } from "#web/icon-button.tsx";
import { notifyDone } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { type Asked, listedBy } from "./asked.ts";
import styles from "./inbox.module.css";

const icon = { size: 15, stroke: 1.5, "aria-hidden": true } as const;

interface FilterLineProps {
  readonly asked: Asked;
  readonly saved: ListView | undefined;
  readonly views: readonly ListView[];
  readonly onAsk: (change: Partial<Asked>) => void;
}

/** What is asked for besides the view, and the view that it can be saved as. */
export function FilterLine({ asked, saved, views, onAsk }: FilterLineProps) {
  const t = useT();
  const object = useObject("conversation");
  const [dialog, setDialog] = useState<"new" | "change" | null>(null);
  const acts = useViewActs();
  const filter = asked.filter === undefined ? (saved?.definition.filter ?? null) : asked.filter;
  const isChanged = asked.filter !== undefined;
  const definition = listedBy(asked, saved);
  const show = (view: ListView | undefined) =>
    onAsk({ view: "open", queue: undefined, account: undefined, saved: view?.id, filter: undefined });

  async function save(view: ListView): Promise<void> {
    const kept = await acts.change(view.id, { definition });
    if (!kept) return;
    show(kept);
    notifyDone(t("records.views.saved", { name: kept.name }), {
      undo: () => acts.change(view.id, { definition: view.definition, version: kept.version }),
    });
  }

  async function remove({ id, name }: ListView): Promise<void> {
    show(undefined);
    if (await acts.remove(id))
      notifyDone(t("records.views.deleted", { name }), { undo: () => acts.restore(id) });
  }

  return (
    <div className={styles.filterLine}>
      <Suspense fallback={null}>
        <FilterInput
          object={object}
          label={t("inbox.add_condition")}
          filter={filter}
          onFilter={(next: Filter | null) => onAsk({ filter: next ?? (saved ? null : undefined) })}
        />
      </Suspense>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <IconButton label={t("inbox.view_acts")}>
            <IconDots size={16} stroke={1.5} />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown>
          {saved?.editable && isChanged && (
            <Menu.Item leftSection={<IconDeviceFloppy {...icon} />} onClick={() => void save(saved)}>
              {t("records.views.save")}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconPlus {...icon} />} onClick={() => setDialog("new")}>
            {t("records.views.save_as")}
          </Menu.Item>
          {saved && isChanged && (
            <Menu.Item leftSection={<IconRotate {...icon} />} onClick={() => onAsk({ filter: undefined })}>
              {t("records.views.revert")}
            </Menu.Item>
          )}
          {saved?.editable && (
            <>
              <Menu.Item leftSection={<IconPencil {...icon} />} onClick={() => setDialog("change")}>
                {t("records.views.change")}
              </Menu.Item>
              <Menu.Item leftSection={<IconTrash {...icon} />} onClick={() => void remove(saved)}>
                {t("records.views.delete")}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog && (
        <Suspense fallback={null}>
          <ViewDialog
            object={object}
            state={{ view: saved ?? null, kind: "table", definition, setView: show }}
            views={views}
            view={dialog === "change" ? (saved ?? null) : null}
            onClose={() => setDialog(null)}
          />
        </Suspense>
      )}
    </div>
  );
}
