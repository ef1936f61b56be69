import { Button } from "@mantine/core";
import type { AppError } from "#kernel/error";
import { EmptyState } from "#web/empty-state.tsx";
import { useT } from "#web/texts.ts";
import { filterProblem } from "../filter-bar/filter-problem.ts";

/** The filter of the address says nothing: better no records than others than were meant. */
export function UnreadableFilter({ problem, onWrite }: { problem: AppError; onWrite: () => void }) {
  const t = useT();
  return (
    <EmptyState
      icon="alert-triangle"
      title={t(`errors.${problem.code}.title`)}
      text={filterProblem(problem, t)}
      action={
        <Button variant="default" onClick={onWrite}>
          {t("records.filter.put_right")}
        </Button>
      }
    />
  );
}
