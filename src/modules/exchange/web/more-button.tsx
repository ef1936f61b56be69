import { Button } from "@mantine/core";
import { useT } from "#web/texts.ts";
import styles from "./imports.module.css";

interface Pages {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
}

/** Fetches the next page of rows, where there is one. */
export function MoreButton({ of }: { of: Pages }) {
  const t = useT();
  if (!of.hasNextPage) return null;
  return (
    <Button
      size="xs"
      variant="default"
      className={styles.more}
      loading={of.isFetchingNextPage}
      onClick={() => of.fetchNextPage()}
    >
      {t("exchange.actions.more")}
    </Button>
  );
}
