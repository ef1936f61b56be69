import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";

interface Used {
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

/** When something was made, and whether anybody has used it since. */
export function useWhen(): (used: Used) => string {
  const t = useT();
  const { relative } = useFormat();
  return ({ createdAt, lastUsedAt }) =>
    [
      t("sync.passwords.made", { when: relative(createdAt) }),
      lastUsedAt ? t("sync.passwords.used", { when: relative(lastUsedAt) }) : t("sync.passwords.never"),
    ].join(" · ");
}
