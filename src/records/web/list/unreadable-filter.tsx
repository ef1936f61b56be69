import { Button } from "@mantine/core";
import type { AppError } from "#kernel/error";
import { EmptyState } from "#web/empty-state.tsx";
import { useT } from "#web/texts.ts";
import type { ListState } from "./list-state.ts";

/** The filter of the address says nothing: better no records than others than were meant. */
export function UnreadableFilter({ state, problem }: { state: ListState; problem: AppError }) {
  const t = useT();
  return (
    <EmptyState
      icon="alert-triangle"
      title={t(`errors.${problem.code}.title`)}
      text={t(`errors.${problem.code}.detail`, { field: "none", ...problem.details.params })}
      action={
        <Button variant="default" onClick={() => state.set({ filter: null })}>
          {t("records.filter.clear")}
        </Button>
      }
    />
  );
}
