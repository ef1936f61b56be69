import type { ReactNode } from "react";
import { Matching } from "../filter-builder/matching.tsx";
import { filterSentence } from "../filter-bar/sentence.ts";
import { useWords } from "../filter-bar/use-words.ts";
import type { ShowProps } from "../field-props.ts";
import { useObjectTitle } from "../metadata.ts";
import styles from "./filter-field.module.css";
import { type KeptFilter, useKeptFilter } from "./kept-filter.ts";

interface FilterShownProps extends ShowProps {
  /** The bare text: what is shown of a filter that says nothing here. */
  readonly children: ReactNode;
}

/** A filter that a field holds, as one reads it aloud; on a page with how many records it finds. */
export function FilterShown({ field, value, size, children }: FilterShownProps) {
  const kept = useKeptFilter(field.type === "long_text" ? field.filterOf : undefined, value);
  if (!kept) return children;
  if (size !== "full") return <Sentence kept={kept} />;
  return (
    <span className={styles.shown}>
      <Sentence kept={kept} whole />
      <Matching object={kept.object} filter={kept.filter} linked />
    </span>
  );
}

function Sentence({ kept, whole = false }: { readonly kept: KeptFilter; readonly whole?: boolean }) {
  const { object, filter } = kept;
  const title = useObjectTitle();
  const said = filterSentence(filter, useWords(object, filter));
  const text = object.where ? [title(object.name, "many"), said].filter(Boolean).join(": ") : said;
  return <span title={whole ? undefined : text}>{text}</span>;
}
