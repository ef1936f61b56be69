import { move } from "@dnd-kit/helpers";
import { DragDropProvider } from "@dnd-kit/react";
import { useSortable } from "@dnd-kit/react/sortable";
import { Button, Input, TextInput } from "@mantine/core";
import { IconGripVertical, IconPlus } from "@tabler/icons-react";
import { type ClipboardEvent, useRef, useState } from "react";
import { newId } from "#kernel/id";
import { RemoveButton } from "#web/remove-button.tsx";
import { useT } from "#web/texts.ts";
import styles from "./objects.module.css";

export interface GivenOption {
  readonly key?: string | undefined;
  readonly label: string;
}

interface OptionsEditorProps {
  readonly options: readonly GivenOption[];
  readonly onChange: (options: GivenOption[]) => void;
  readonly error?: string | undefined;
}

/** The options of a choice: Enter adds the next, a pasted column becomes one each, dragging puts them in order. */
export function OptionsEditor({ options, onChange, error }: OptionsEditorProps) {
  const t = useT();
  const rows = useRows(options);
  const list = useRef<HTMLOListElement>(null);
  const keep = (next: readonly Row[]) => {
    rows.current = next;
    onChange(next.map(({ key, label }) => ({ ...(key && { key }), label })));
  };
  const add = (at: number, labels: readonly string[]) => {
    const added = labels.map((label) => ({ id: newId(), label }));
    keep([...rows.current.slice(0, at), ...added, ...rows.current.slice(at)]);
    requestAnimationFrame(() => list.current?.querySelectorAll("input")[at + added.length - 1]?.focus());
  };
  const paste = (event: ClipboardEvent, at: number) => {
    const lines = event.clipboardData
      .getData("text")
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    add(
      at + 1,
      lines.map((line) => line.slice(0, 200)),
    );
  };
  return (
    <Input.Wrapper label={t("settings.objects.options")} error={error}>
      <DragDropProvider onDragEnd={(event) => !event.canceled && keep(move([...rows.current], event))}>
        <ol className={styles.options} ref={list}>
          {rows.current.map((row, index) => (
            <OptionRow
              key={row.id}
              row={row}
              index={index}
              onLabel={(label) =>
                keep(rows.current.map((one) => (one.id === row.id ? { ...one, label } : one)))
              }
              onRemove={() => keep(rows.current.filter((one) => one.id !== row.id))}
              onNext={() => add(index + 1, [""])}
              onPaste={(event) => paste(event, index)}
            />
          ))}
        </ol>
      </DragDropProvider>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size={14} stroke={1.5} />}
        onClick={() => add(rows.current.length, [""])}
      >
        {t("settings.objects.add_option")}
      </Button>
    </Input.Wrapper>
  );
}

interface Row extends GivenOption {
  readonly id: string;
}

/** Rows with an identity of their own, so that typing and dragging do not lose them. */
function useRows(options: readonly GivenOption[]): { current: readonly Row[] } {
  const [rows] = useState(() => ({
    current: options.map((option): Row => ({ ...option, id: option.key ?? newId() })) as readonly Row[],
  }));
  return rows;
}

interface OptionRowProps {
  readonly row: Row;
  readonly index: number;
  readonly onLabel: (label: string) => void;
  readonly onRemove: () => void;
  readonly onNext: () => void;
  readonly onPaste: (event: ClipboardEvent) => void;
}

function OptionRow({ row, index, onLabel, onRemove, onNext, onPaste }: OptionRowProps) {
  const t = useT();
  const { ref, handleRef } = useSortable({ id: row.id, index });
  return (
    <li ref={ref} className={styles.option}>
      <button
        type="button"
        ref={handleRef}
        className={styles.handle}
        aria-label={t("settings.objects.drag", { name: row.label })}
      >
        <IconGripVertical size={16} stroke={1.5} />
      </button>
      <TextInput
        size="xs"
        maxLength={200}
        value={row.label}
        aria-label={t("settings.objects.option", { number: index + 1 })}
        onChange={(event) => onLabel(event.currentTarget.value)}
        onPaste={onPaste}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          onNext();
        }}
      />
      <RemoveButton label={t("settings.objects.remove_option", { name: row.label })} onClick={onRemove} />
    </li>
  );
}
