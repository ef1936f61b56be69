import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { ObjectMetadata } from "#records/contract";
import { useKeys } from "#web/keyboard.ts";
import { PageBar } from "#web/page-bar.tsx";
import { useT } from "#web/texts.ts";
import { AddCondition, type FilterWays } from "../filter-bar/add-condition.tsx";
import { addPart, readGroup, writeGroup } from "../filter-bar/clauses.ts";
import { askToCreate } from "../form/asking.ts";
import { boardFields, boardGroup, groupFields } from "../grouping/group-key.ts";
import { GroupMenu } from "../grouping/group-menu.tsx";
import { useObjectTitle } from "../metadata.ts";
import { useObjectSlots } from "../page/slots.ts";
import { ColumnMenu } from "../table/column-menu.tsx";
import type { ListView } from "../views/standard-views.ts";
import { ViewPicker } from "../views/view-picker.tsx";
import { KindSwitch } from "./kind-switch.tsx";
import styles from "./list.module.css";
import type { ListState } from "./list-state.ts";
import { SearchBox } from "./search-box.tsx";
import { SortMenu } from "./sort-menu.tsx";

interface ListBarProps {
  readonly object: ObjectMetadata;
  readonly state: ListState;
  readonly views: readonly ListView[];
  readonly ways: FilterWays;
}

/** Where am I, in which view; search, filter, order, kind of view, make one. On a phone the tools stand below. */
export function ListBar({ object, state, views, ways }: ListBarProps) {
  const objectTitle = useObjectTitle();
  const phone = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  const tablet = useMediaQuery("(max-width: 64em)", undefined, { getInitialValueInEffect: false });
  const title = objectTitle(object.name, "many");
  const tools = (
    <Tools object={object} state={state} ways={ways} phone={phone === true} isTight={tablet === true} />
  );
  return (
    <>
      <PageBar
        documentTitle={state.view ? `${title} ▸ ${state.view.name}` : title}
        title={
          <>
            <h1 className={styles.where}>{title}</h1>
            <ViewPicker object={object} state={state} views={views} />
          </>
        }
        actions={
          <>
            {!phone && tools}
            <CreateButton object={object} compact={phone === true} />
          </>
        }
      />
      {phone && <div className={styles.phoneTools}>{tools}</div>}
    </>
  );
}

interface ToolsProps extends Omit<ListBarProps, "views"> {
  readonly phone: boolean;
  /** Signs without words, so that the name of the view has room. */
  readonly isTight: boolean;
}

function Tools({ object, state, ways, phone, isTight }: ToolsProps) {
  const t = useT();
  const [filtering, setFiltering] = useState(false);
  useKeys({ f: () => setFiltering(true) }, { f: t("records.filter.add") }, { group: t("records.list.keys") });
  return (
    <>
      <SearchBox value={state.search} onSearch={(search) => state.set({ search })} />
      <AddCondition
        object={object}
        iconOnly={isTight}
        opened={filtering}
        onOpened={setFiltering}
        ways={ways}
        onAdd={(part) => state.set({ filter: writeGroup(addPart(readGroup(state.filter), part)) })}
      />
      {state.kind !== "calendar" && (
        <SortMenu object={object} sort={state.sort} onSort={(sort) => state.set({ sort })} />
      )}
      {(state.kind === "table" || state.kind === "board") && (
        <GroupMenu
          object={object}
          fields={state.kind === "table" ? groupFields(object) : boardFields(object)}
          group={state.group || (state.kind === "board" ? (boardGroup(object) ?? "") : "")}
          onGroup={(group) => state.set({ group })}
          free={state.kind === "table"}
        />
      )}
      {(state.kind === "table" || state.kind === "gallery") && (
        <ColumnMenu object={object} columns={state.columns} onColumns={(columns) => state.set({ columns })} />
      )}
      <KindSwitch object={object} kind={state.kind} onKind={(kind) => state.set({ kind })} compact={phone} />
    </>
  );
}

function CreateButton({ object, compact }: { object: ObjectMetadata; compact: boolean }) {
  const t = useT();
  const objectTitle = useObjectTitle();
  const { newAct: NewAct } = useObjectSlots(object.name);
  if (NewAct) return <NewAct />;
  if (!object.grant.create || object.closed) return null;
  const text = t("records.list.create", { object: objectTitle(object.name) });
  const create = () => void askToCreate(object.name);
  if (compact) {
    return (
      <ActionIcon variant="filled" color="accent" size={36} aria-label={text} onClick={create}>
        <IconPlus size={18} stroke={1.5} />
      </ActionIcon>
    );
  }
  return (
    <Tooltip label={text}>
      <Button size="xs" leftSection={<IconPlus size={15} stroke={1.5} />} onClick={create}>
        {t("records.list.new")}
      </Button>
    </Tooltip>
  );
}
