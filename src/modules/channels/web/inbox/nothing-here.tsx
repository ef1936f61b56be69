import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { EmptyState } from "#web/empty-state.tsx";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import type { Asked } from "./asked.ts";
import { viewIcons } from "./view-list.tsx";

/** Nothing can come yet: what the inbox is for, and how it begins. */
export function NoChannelYet() {
  const t = useT();
  const maySet = useCan("settings:change");
  return (
    <EmptyState
      icon="plug"
      title={t("inbox.no_channel.title")}
      text={t(maySet ? "inbox.no_channel.text" : "inbox.no_channel.ask")}
      action={
        maySet && (
          <Button renderRoot={(props) => <Link to={"/settings/mailboxes" as never} {...props} />}>
            {t("inbox.no_channel.act")}
          </Button>
        )
      }
    />
  );
}

/** A view with nothing in it says what would stand here. */
export function NothingHere({ asked: { view, search, saved, filter } }: { readonly asked: Asked }) {
  const t = useT();
  if (saved || filter)
    return <EmptyState icon="filter" title={t("inbox.none_fits.title")} text={t("inbox.none_fits.text")} />;
  if (search)
    return <EmptyState icon="search" title={t("inbox.not_found.title")} text={t("inbox.not_found.text")} />;
  return (
    <EmptyState
      icon={viewIcons[view]}
      title={t(`inbox.empty.${view}.title`)}
      text={t(`inbox.empty.${view}.text`)}
    />
  );
}
