import { Link } from "@tanstack/react-router";
import type { HistoryEntry, LinkValue } from "#records/contract";
import { useT } from "#web/texts.ts";
import { useObject, useObjectTitle } from "../metadata.ts";
import { useTitleShown } from "../title-shown.ts";
import styles from "./record-history.module.css";
import { sentenceAround } from "./sentence.ts";

interface PartActedProps {
  readonly part: LinkValue;
  readonly kind: HistoryEntry["kind"];
}

/** What was done to something that belongs to the record: "changed elena@example.com (Contact detail)". */
export function PartActed({ part, kind }: PartActedProps) {
  const t = useT();
  const object = part.object ?? "";
  const definition = useObject(object);
  const title = useTitleShown()(object, part.title);
  const objectTitle = useObjectTitle()(object);
  const [before, after] = sentenceAround(t, kind);
  return (
    <span className={styles.what}>
      {before}{" "}
      <Link to={`/${definition.plural}/${part.id}`} className={styles.part}>
        {title}
      </Link>{" "}
      ({objectTitle}) {after}
    </span>
  );
}
