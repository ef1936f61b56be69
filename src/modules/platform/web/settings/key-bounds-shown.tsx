import { Code } from "@mantine/core";
import type { z } from "zod";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import type { apiKey } from "../../contract/api-keys.ts";
import styles from "./key-bounds.module.css";

type Bounds = Pick<z.infer<typeof apiKey>, "scopes" | "expiresAt" | "networks" | "requestsPerMinute">;

/** What a key is bound to, in a cell of the list. */
export function KeyBoundsShown({ scopes, expiresAt, networks, requestsPerMinute }: Bounds) {
  const t = useT();
  const { date } = useFormat();
  const isOver = expiresAt !== null && new Date(expiresAt) <= new Date();
  return (
    <div className={styles.list}>
      {[...(scopes ?? []), ...(networks ?? [])].map((one) => (
        <Code key={one}>{one}</Code>
      ))}
      {expiresAt && (
        <span className={isOver ? styles.ended : undefined}>
          {t(`settings.api_keys.bounds.${isOver ? "ended" : "until"}`, { date: date(expiresAt) })}
        </span>
      )}
      {requestsPerMinute && <span>{t("settings.api_keys.bounds.pace", { count: requestsPerMinute })}</span>}
    </div>
  );
}
