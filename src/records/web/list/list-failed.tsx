import { Button } from "@mantine/core";
import { EmptyState } from "#web/empty-state.tsx";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import type { ListState } from "./list-state.ts";

interface ListFailedProps {
  readonly state: ListState;
  readonly error: unknown;
  readonly onRetry?: () => unknown;
}

/** Why there is no list, and the way on: without the filter, or once more. */
export function ListFailed({ state, error, onRetry }: ListFailedProps) {
  const t = useT();
  return (
    <EmptyState
      icon="alert-triangle"
      title={t("records.list.failed")}
      text={problemText(error)}
      action={
        <Button variant="default" onClick={() => (state.filter ? state.set({ filter: null }) : onRetry?.())}>
          {t(state.filter ? "records.filter.clear" : "records.list.retry")}
        </Button>
      }
    />
  );
}
