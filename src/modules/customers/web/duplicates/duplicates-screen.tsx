import { Button, Select } from "@mantine/core";
import { useEffect } from "react";
import type { PartyKind } from "#customers/contract";
import { useObjectTitle, Waiting } from "#records/web";
import { EmptyState } from "#web/empty-state.tsx";
import { problemText } from "#web/notify.ts";
import { PageBar } from "#web/page-bar.tsx";
import { useT } from "#web/texts.ts";
import { kinds, states, useAsked } from "./asked.ts";
import styles from "./duplicates.module.css";
import { PairWork } from "./pair-work.tsx";
import { type Asked, useDuplicates } from "./use-duplicates.ts";

/** People and companies that may be there twice, worked through one after the other. */
export default function DuplicatesScreen() {
  const t = useT();
  const [asked, ask] = useAsked();
  return (
    <>
      <PageBar title={t("duplicates.title")} actions={<Filters asked={asked} onAsk={ask} />} />
      <Pairs asked={asked} key={`${asked.state} ${asked.object}`} />
    </>
  );
}

interface FiltersProps {
  readonly asked: Asked;
  readonly onAsk: (change: Partial<Asked>) => void;
}

function Filters({ asked: { state, object }, onAsk }: FiltersProps) {
  const t = useT();
  const titleOf = useObjectTitle();
  return (
    <>
      <Select
        size="xs"
        className={styles.filter}
        aria-label={t("duplicates.kind")}
        placeholder={t("duplicates.all")}
        clearable
        value={object ?? null}
        onChange={(kind) => onAsk({ object: (kind ?? undefined) as PartyKind | undefined })}
        data={kinds.map((kind) => ({ value: kind, label: titleOf(kind, "many") }))}
      />
      <Select
        size="xs"
        className={styles.filter}
        aria-label={t("duplicates.state")}
        allowDeselect={false}
        value={state}
        onChange={(chosen) => onAsk({ state: chosen as Asked["state"] })}
        data={states.map((one) => ({ value: one, label: t(`duplicates.states.${one}`) }))}
      />
    </>
  );
}

function Pairs({ asked }: { readonly asked: Asked }) {
  const t = useT();
  const found = useDuplicates(asked);
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = found;
  const pairs = data?.pages.flatMap((page) => page.data) ?? [];
  // A page may be empty of what its reader may see, and the next not.
  const wantsMore = pairs.length === 0 && hasNextPage && !isFetchingNextPage;
  useEffect(() => {
    if (wantsMore) void fetchNextPage();
  }, [wantsMore, fetchNextPage]);
  if (error)
    return (
      <EmptyState
        icon="alert-triangle"
        title={problemText(error)}
        action={
          <Button variant="default" onClick={() => void found.refetch()}>
            {t("shell.error.again")}
          </Button>
        }
      />
    );
  if (!data || wantsMore || (pairs.length === 0 && isFetchingNextPage)) return <Waiting rows={8} />;
  if (pairs.length === 0)
    return (
      <EmptyState
        icon="copy"
        title={t(`duplicates.none.${asked.state}`)}
        text={asked.state === "open" ? t("duplicates.none.text") : undefined}
      />
    );
  return (
    <PairWork
      pairs={pairs}
      state={asked.state}
      onMore={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined}
      hasMore={hasNextPage}
    />
  );
}
