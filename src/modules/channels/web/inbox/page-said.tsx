import { IconWorld } from "@tabler/icons-react";
import type { Said } from "#channels/contract";
import { useT } from "#web/texts.ts";
import styles from "./conversation.module.css";
import { shortAddress } from "./short-address.ts";

/** The page on which they wrote it, as a chat or a form tells. Words, no link: whoever writes may say what they like. */
export function PageSaid({ message: { direction, details } }: { readonly message: Said }) {
  const t = useT();
  const page = direction === "in" ? shortAddress(details["page"]) : null;
  if (!page) return null;
  return (
    <span className={styles.page} title={page}>
      <IconWorld size={13} stroke={1.5} aria-hidden="true" />
      <span>{t("inbox.on_page", { page })}</span>
    </span>
  );
}
