import { Button, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { Waiting } from "#records/web";
import { EmptyState } from "#web/empty-state.tsx";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import { SettingsScreen } from "../settings/settings-screen.tsx";
import { type Asked, BinFilters, everything } from "./bin-filters.tsx";
import { BinList } from "./bin-list.tsx";
import { Keeping } from "./keeping.tsx";
import { useBin } from "./use-bin.ts";

/** What was archived, of all objects, and the ways out: back where it was, or gone for good. */
export default function RecycleBin() {
  const t = useT();
  const [asked, setAsked] = useState<Asked>(everything);
  return (
    <SettingsScreen wide reads title={t("settings.recycle_bin.title")}>
      <Text size="sm" c="var(--neutral-11)" mb="md">
        {t("settings.recycle_bin.text")}
      </Text>
      <Keeping />
      <BinFilters asked={asked} onChange={(change) => setAsked({ ...asked, ...change })} />
      <Binned asked={asked} onShowAll={() => setAsked(everything)} />
    </SettingsScreen>
  );
}

function Binned({ asked, onShowAll }: { readonly asked: Asked; readonly onShowAll: () => void }) {
  const t = useT();
  const [settled] = useDebouncedValue(asked, 250);
  const bin = useBin(settled);
  if (bin.error)
    return (
      <>
        <ProblemNote text={problemText(bin.error)} />
        <Button variant="default" mt="md" onClick={() => void bin.refetch()}>
          {t("shell.error.again")}
        </Button>
      </>
    );
  if (!bin.data) return <Waiting rows={8} />;
  const entries = bin.data.pages.flatMap((page) => page.data);
  if (entries.length === 0) return <NothingThere asked={settled} onShowAll={onShowAll} />;
  return (
    <>
      <BinList entries={entries} />
      {bin.hasNextPage && (
        <Button
          variant="default"
          mt="md"
          loading={bin.isFetchingNextPage}
          onClick={() => void bin.fetchNextPage()}
        >
          {t("settings.recycle_bin.more")}
        </Button>
      )}
    </>
  );
}

function NothingThere({ asked, onShowAll }: { readonly asked: Asked; readonly onShowAll: () => void }) {
  const t = useT();
  const isNarrowed = Boolean(asked.words.trim() || asked.object || asked.by);
  if (!isNarrowed)
    return (
      <EmptyState
        icon="trash"
        title={t("settings.recycle_bin.none")}
        text={t("settings.recycle_bin.none_text")}
      />
    );
  return (
    <EmptyState
      icon="trash"
      title={t("settings.recycle_bin.none_such")}
      text={t("settings.recycle_bin.none_such_text")}
      action={
        <Button variant="default" onClick={onShowAll}>
          {t("settings.recycle_bin.show_all")}
        </Button>
      }
    />
  );
}
