import { Menu, TextInput } from "@mantine/core";
import {
  IconChevronDown,
  IconFolder,
  IconHome,
  IconStarFilled,
  IconTable,
  IconUsers,
  IconUsersGroup,
} from "@tabler/icons-react";
import { Fragment, Suspense, useState } from "react";
import type { ObjectMetadata } from "#records/contract";
import { ObjectIcon } from "#web/icon.tsx";
import { useIsLooking } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { kindIcons } from "../list/kind-switch.tsx";
import styles from "../list/list.module.css";
import { type ListState, listedIn } from "../list/list-state.ts";
import { type ListAct, useListActs } from "../page/slots.ts";
import type { ListView } from "./standard-views.ts";
import { ViewActs } from "./view-acts.tsx";
import { ViewDialog } from "./view-dialog.tsx";
import { viewSections } from "./view-sections.ts";

const icon = { size: 15, stroke: 1.5, "aria-hidden": true } as const;
const sign = { size: 12, stroke: 1.5, "aria-hidden": true } as const;
/** So many views are found by looking; among more one searches. */
const fewViews = 10;

interface ViewPickerProps {
  readonly object: ObjectMetadata;
  readonly state: ListState;
  readonly views: readonly ListView[];
}

/** The view one is in; another one, saving what was changed, favourites. A dot says that something is not saved. */
export function ViewPicker({ object, state, views }: ViewPickerProps) {
  const t = useT();
  const [dialog, setDialog] = useState<"new" | "change" | null>(null);
  const [search, setSearch] = useState("");
  const [act, setAct] = useState<ListAct | null>(null);
  const name = state.view?.name ?? t("records.views.standard");
  const typed = search.trim().toLocaleLowerCase();
  const found = views.filter((view) => view.name.toLocaleLowerCase().includes(typed));

  return (
    <>
      <Menu width={300} onClose={() => setSearch("")}>
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
          {views.length > fewViews && (
            <TextInput
              size="xs"
              m={4}
              data-autofocus
              aria-label={t("records.views.find")}
              placeholder={t("records.views.find")}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
              onKeyDown={(event) => event.key.length === 1 && event.stopPropagation()}
            />
          )}
          {!typed && (
            <Menu.Item
              leftSection={<IconTable {...icon} />}
              fw={state.view ? undefined : 600}
              onClick={() => state.setView(null)}
            >
              {t("records.views.standard")}
            </Menu.Item>
          )}
          {viewSections(found).map(({ kind, folder, views: some }) => (
            <Fragment key={`${kind} ${folder}`}>
              {kind === "folder" && (
                <Menu.Label className={styles.folder}>
                  <IconFolder {...sign} /> {folder}
                </Menu.Label>
              )}
              {(kind === "own" || kind === "shared") && <Menu.Label>{t(`records.views.${kind}`)}</Menu.Label>}
              {some.map((view) => (
                <ViewItem
                  key={view.id}
                  view={view}
                  chosen={view.id === state.view?.id}
                  onPick={() => state.setView(view)}
                />
              ))}
            </Fragment>
          ))}
          {!typed && <ViewActs state={state} onDialog={setDialog} />}
          {!typed && <ListActItems object={object} onAct={setAct} />}
        </Menu.Dropdown>
      </Menu>
      {act && (
        <Suspense fallback={null}>
          <act.component object={object} list={listedIn(state)} chosen={null} onClose={() => setAct(null)} />
        </Suspense>
      )}
      {dialog && (
        <ViewDialog
          object={object}
          state={state}
          views={views}
          view={dialog === "change" ? state.view : null}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
}

/** What the modules can do with the list as it is shown. */
function ListActItems({
  object,
  onAct,
}: Pick<ViewPickerProps, "object"> & { onAct: (act: ListAct) => void }) {
  const t = useT();
  const acts = useListActs(object);
  const looking = useIsLooking();
  if (acts.length === 0 || looking) return null;
  return (
    <>
      <Menu.Divider />
      {acts.map((act) => (
        <Menu.Item key={act.key} leftSection={<ObjectIcon name={act.icon} />} onClick={() => onAct(act)}>
          {t(act.title)}
        </Menu.Item>
      ))}
    </>
  );
}

/** A view with its signs: who sees it, whether the list opens in it, whether it is a favourite. */
function ViewItem({ view, chosen, onPick }: { view: ListView; chosen: boolean; onPick: () => void }) {
  const t = useT();
  const Icon = kindIcons[view.kind];
  const shown = view.team ? t("records.views.seen_by", { team: view.team.title }) : undefined;
  return (
    <Menu.Item
      leftSection={<Icon {...icon} />}
      rightSection={
        <span className={styles.signs} title={shown}>
          {view.team && <IconUsersGroup {...sign} />}
          {view.shared && !view.standard && <IconUsers {...sign} />}
          {view.default && <IconHome {...sign} />}
          {view.pinned && <IconStarFilled size={12} aria-hidden="true" />}
        </span>
      }
      fw={chosen ? 600 : undefined}
      onClick={onPick}
    >
      {view.name}
    </Menu.Item>
  );
}
