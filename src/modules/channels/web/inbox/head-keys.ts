import { useKeys } from "#web/keyboard.ts";
import { useT } from "#web/texts.ts";

interface HeadKeys {
  readonly onBack: () => void;
  readonly onUnread: () => void;
  readonly follow: () => void;
  readonly close?: () => void;
  readonly claim?: (() => void) | undefined;
  readonly assign?: () => void;
  readonly snooze?: () => void;
}

/** One key for each thing that is done with a conversation all day. */
export function useHeadKeys({ onBack, onUnread, follow, close, claim, assign, snooze }: HeadKeys): void {
  const t = useT();
  useKeys(
    { e: close, c: claim, a: assign, s: snooze, u: onBack, escape: onBack, "shift+u": onUnread, f: follow },
    {
      e: t("inbox.keys.close"),
      s: t("inbox.keys.snooze"),
      a: t("inbox.keys.assign"),
      c: t("inbox.keys.claim"),
      u: t("inbox.keys.back"),
      "shift+u": t("inbox.keys.unread"),
      f: t("inbox.keys.follow"),
    },
    { group: t("nav.inbox") },
  );
}
