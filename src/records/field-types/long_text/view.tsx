import { Textarea } from "@mantine/core";
import { lazy, Suspense, useEffect, useRef } from "react";
import type { EditProps, ShowProps } from "../../web/field-props.ts";
import styles from "../../web/input/input.module.css";

// What filters are made with is read when somebody first meets a field that holds one.
const FilterShown = lazy(() =>
  import("../../web/filter-field/filter-shown.tsx").then((file) => ({ default: file.FilterShown })),
);
const FilterEdited = lazy(() =>
  import("../../web/filter-field/filter-edited.tsx").then((file) => ({ default: file.FilterEdited })),
);

export function Show(props: ShowProps) {
  const words = <Words {...props} />;
  const isFilter = props.field.type === "long_text" && props.field.filterOf;
  return isFilter ? (
    <Suspense fallback={null}>
      <FilterShown {...props}>{words}</FilterShown>
    </Suspense>
  ) : (
    words
  );
}

export function Edit(props: EditProps) {
  const input = <Input {...props} />;
  const isFilter = props.field.type === "long_text" && props.field.filterOf;
  return isFilter ? (
    <Suspense fallback={null}>
      <FilterEdited {...props}>{input}</FilterEdited>
    </Suspense>
  ) : (
    input
  );
}

function Words({ value, size }: ShowProps) {
  const text = String(value);
  if (size !== "full") {
    const line = text.replace(/\s+/g, " ").slice(0, 300);
    return <span title={line}>{line}</span>;
  }
  return <span style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{text}</span>;
}

function Input({ value, onChange, id, ariaLabel, autoFocus, error, inline, field }: EditProps) {
  const input = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const element = input.current;
    if (!autoFocus || !element) return;
    element.focus({ preventScroll: true });
    element.setSelectionRange(element.value.length, element.value.length);
  }, [autoFocus]);
  return (
    <Textarea
      ref={input}
      className={inline ? styles.inline : undefined}
      variant={inline ? "unstyled" : "default"}
      autosize
      minRows={inline ? 2 : 3}
      maxRows={14}
      id={id}
      aria-label={ariaLabel}
      error={error}
      maxLength={field.type === "long_text" ? field.max : undefined}
      value={String(value ?? "")}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}
