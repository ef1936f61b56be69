import { Link } from "@tanstack/react-router";
import type { MouseEvent } from "react";
import type { RecordData } from "#records/contract";
import { useRecordAddresses } from "#web/record-address.ts";
import { useT } from "#web/texts.ts";
import { useObject } from "../metadata.ts";
import { recordTitle } from "../record-values.ts";

interface RecordLinkProps {
  readonly object: string;
  readonly record: RecordData;
  readonly className?: string;
}

/** The name of a record that opens it: beside the list where there is one, else its page. */
export function RecordLink({ object, record, className }: RecordLinkProps) {
  const t = useT();
  const definition = useObject(object);
  const { pathOf, open } = useRecordAddresses();
  const path = pathOf(object, record.id);
  const title = recordTitle(definition, record) || t("page.untitled");
  if (!path) return <span className={className}>{title}</span>;
  const beside = (event: MouseEvent) => {
    if (!open || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open(object, record.id);
  };
  return (
    <Link to={path as never} className={className} title={title} onClick={beside}>
      {title}
    </Link>
  );
}
