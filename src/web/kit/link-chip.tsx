import { Link } from "@tanstack/react-router";
import type { MouseEvent } from "react";
import type { LinkValue } from "#records/contract";
import { Avatar } from "./avatar.tsx";
import styles from "./link-chip.module.css";
import { useRecordAddresses } from "./record-address.ts";
import { useT } from "./texts.ts";

/** A record named in passing: opens beside the list where there is one, else its page. */
export function LinkChip({
  value,
  object: given,
  plain,
  wraps,
}: {
  value: LinkValue;
  object?: string;
  plain?: boolean;
  /** A sentence rather than a name: it goes on in the next line. */
  wraps?: boolean;
}) {
  const t = useT();
  const { pathOf, open } = useRecordAddresses();
  const object = given ?? value.object ?? "";
  const path = pathOf(object, value.id);
  const face = faceOf(object, value.kind);
  // What bears no name yet, as a call does, can be opened all the same.
  const title = value.title || t("page.untitled");
  const content = (
    <>
      {face && <Avatar name={title} kind={face} size={16} />}
      <span className={styles.title}>{title}</span>
    </>
  );
  if (!path || plain) return <span className={styles.chip}>{content}</span>;
  const beside = (event: MouseEvent) => {
    event.stopPropagation();
    if (!open || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open(object, value.id);
  };
  return (
    <Link
      to={path}
      className={`${styles.chip} ${styles.opens}`}
      data-wraps={wraps || undefined}
      onClick={beside}
      title={title}
    >
      {content}
    </Link>
  );
}

function faceOf(object: string, kind: string | undefined): "person" | "company" | undefined {
  if (object === "company" || kind === "company") return "company";
  if (object === "person" || object === "user" || kind === "person") return "person";
  return undefined;
}
