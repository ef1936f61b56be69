import { Popover, TextInput } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import type { EditProps } from "../field-props.ts";
import styles from "./input.module.css";
import { InsideBox } from "./inside-box.ts";

interface PartsFieldProps extends EditProps {
  readonly parts: readonly {
    readonly name: string;
    readonly title: string;
    readonly autoComplete?: string;
  }[];
  /** The value as one line, where the parts stand in a box below it. */
  readonly line: string;
  /** Another input for a part than a line of text. */
  readonly inputOf?: (name: string, set: (part: string | null) => void) => ReactNode;
}

/** A value of several parts: a name, an address. In a cell the parts open below it. */
export function PartsField({ parts, line, inputOf, ...props }: PartsFieldProps) {
  const { value, onChange, inline, autoFocus } = props;
  const held = (value ?? {}) as Readonly<Record<string, string | null>>;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (autoFocus) box.current?.querySelector("input")?.focus({ preventScroll: true });
  }, [autoFocus]);

  const set = (name: string, part: string | null): void => {
    const next = Object.fromEntries(
      parts.map((one) => [one.name, one.name === name ? part || null : (held[one.name] ?? null)]),
    );
    onChange(Object.values(next).some(Boolean) ? next : null);
  };

  // Tab goes from part to part first; only past the last one (or back before the first) does it leave.
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Tab" || !inline) return;
    const inputs = [...(box.current?.querySelectorAll("input") ?? [])];
    const next = inputs[inputs.indexOf(event.target as HTMLInputElement) + (event.shiftKey ? -1 : 1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  const inputs = (
    <div ref={box} className={inline ? styles.parts : styles.formParts} onKeyDown={onKeyDown}>
      {parts.map(({ name, title, autoComplete }, index) => (
        <div key={name}>
          {inputOf?.(name, (part) => set(name, part)) ?? (
            <TextInput
              size="sm"
              {...(index === 0 && props.id ? { id: props.id } : {})}
              aria-label={title}
              placeholder={title}
              autoComplete={autoComplete ?? "off"}
              // A dialog around it leaves the focus here.
              data-autofocus={(index === 0 && autoFocus) || undefined}
              value={held[name] ?? ""}
              error={index === 0 ? props.error : undefined}
              onChange={(event) => set(name, event.currentTarget.value)}
            />
          )}
        </div>
      ))}
    </div>
  );
  if (!inline) return inputs;
  return (
    <Popover
      withRoles={false}
      opened
      position="bottom-start"
      shadow="md"
      offset={4}
      returnFocus={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
    >
      <Popover.Target>
        <div className={styles.inlineBox}>{line}</div>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <InsideBox value>{inputs}</InsideBox>
      </Popover.Dropdown>
    </Popover>
  );
}
