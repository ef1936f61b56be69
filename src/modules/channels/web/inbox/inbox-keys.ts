import { useKeys } from "#web/keyboard.ts";
import { useT } from "#web/texts.ts";

interface InboxKeys {
  readonly next: { readonly before: string | undefined; readonly after: string | undefined };
  readonly open: string | undefined;
  readonly show: (id: string) => void;
  readonly toggle: (id: string) => void;
}

/** Up and down the list, as in lists everywhere. */
export function useInboxKeys({ next, open, show, toggle }: InboxKeys): void {
  const t = useT();
  const down = () => next.after && show(next.after);
  const up = () => next.before && show(next.before);
  const choose = () => open && toggle(open);
  useKeys(
    { j: down, k: up, x: choose },
    { j: t("inbox.keys.next"), k: t("inbox.keys.previous"), x: t("inbox.keys.choose") },
    { group: t("nav.inbox") },
  );
  useKeys({ arrowdown: down, arrowup: up }, {}, { unfocused: true });
}
