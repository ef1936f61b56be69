import { Button } from "@mantine/core";
import type { ObjectMetadata } from "#records/contract";
import { EmptyState } from "#web/empty-state.tsx";
import { hasText, useT } from "#web/texts.ts";
import { askToCreate } from "../form/asking.ts";
import { useObjectTitle } from "../metadata.ts";
import type { ListState } from "./list-state.ts";

/** Nothing to show: because nothing matches, or because nothing is there yet; then what it is for. */
export function EmptyList({ object, state }: { object: ObjectMetadata; state: ListState }) {
  const t = useT();
  const objectTitle = useObjectTitle();
  if (state.filter || state.search) {
    return (
      <EmptyState
        icon="search"
        title={t("records.list.nothing_matches")}
        text={t("records.list.nothing_matches_text")}
        action={
          <Button variant="default" onClick={() => state.set({ filter: null, search: "" })}>
            {t("records.list.show_all")}
          </Button>
        }
      />
    );
  }
  const many = objectTitle(object.name, "many");
  const purpose = `records.empty.${object.name}`;
  return (
    <EmptyState
      icon={object.icon}
      title={t("records.list.none_yet", { objects: many, lower: many.toLocaleLowerCase() })}
      text={hasText(purpose) ? t(purpose) : t("records.empty.any")}
      action={
        object.grant.create && !object.closed ? (
          <Button onClick={() => void askToCreate(object.name)}>
            {t("records.list.create", { object: objectTitle(object.name) })}
          </Button>
        ) : undefined
      }
    />
  );
}
