import { type KeyboardEvent, type ReactNode, type RefObject, type SyntheticEvent, useState } from "react";
import styles from "./composer.module.css";

/** What one types behind a sign, and the list that it opens. */
export interface TypedMenu<T> {
  /** What stands behind the sign at the caret; undefined while nothing is asked for. */
  readonly typed: string | undefined;
  readonly at: number;
  readonly onSelect: (event: SyntheticEvent<HTMLTextAreaElement>) => void;
  /** True where the key was meant for the list. */
  readonly onKeyDown: (event: KeyboardEvent, offered: readonly T[], pick: (one: T) => void) => boolean;
  /** Puts a text in place of what was typed, with its sign unless told; the caret stands behind it. */
  /** Types the sign, for who does not know it. */
  readonly begin: (sign: string) => void;
  readonly replace: (text: string, how?: { readonly keepSign: boolean }) => void;
}

interface TypedMenuProps {
  readonly input: RefObject<HTMLTextAreaElement | null>;
  readonly body: string;
  readonly onBody: (body: string) => void;
  /** Its first group is what was typed behind the sign. */
  readonly trigger: RegExp;
}

export function useTypedMenu<T>({ input, body, onBody, trigger }: TypedMenuProps): TypedMenu<T> {
  const [caret, setCaret] = useState(0);
  const [at, setAt] = useState(0);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const put = (from: number, to: number, text: string) => {
    const behind = from + text.length;
    onBody(body.slice(0, from) + text + body.slice(to));
    setCaret(behind);
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(behind, behind);
    });
  };
  const found = trigger.exec(body.slice(0, caret))?.[1];
  const typed = found === dismissed ? undefined : found;
  return {
    typed,
    at,
    onSelect: ({ currentTarget: { selectionStart, value } }) => {
      setCaret(selectionStart);
      if (trigger.exec(value.slice(0, selectionStart))?.[1] !== typed) setAt(0);
    },
    onKeyDown: (event, offered, pick) => {
      if (typed === undefined || offered.length === 0) return false;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const chosen = offered[Math.min(at, offered.length - 1)];
      if (step !== undefined) setAt((at + step + offered.length) % offered.length);
      else if ((event.key === "Enter" || event.key === "Tab") && chosen) pick(chosen);
      else if (event.key === "Escape") setDismissed(typed);
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
    replace: (text, { keepSign } = { keepSign: false }) => {
      put(caret - (typed?.length ?? 0) - (keepSign ? 0 : 1), caret, text);
    },
    begin: (sign) => {
      const at = input.current?.selectionEnd ?? body.length;
      setDismissed(null);
      setAt(0);
      put(at, at, /(^|\s)$/.test(body.slice(0, at)) ? sign : ` ${sign}`);
    },
  };
}

interface TypedListProps<T> {
  readonly label: string;
  readonly offered: readonly T[];
  readonly at: number;
  readonly onPick: (one: T) => void;
  readonly children: (one: T) => ReactNode;
}

/** What one may mean, over what is typed. */
export function TypedList<T extends { readonly id: string }>(props: TypedListProps<T>) {
  const { label, offered, at, onPick, children } = props;
  if (offered.length === 0) return null;
  return (
    <ul className={styles.menu} role="listbox" aria-label={label}>
      {offered.map((one, index) => (
        <li
          key={one.id}
          role="option"
          aria-selected={index === Math.min(at, offered.length - 1)}
          className={styles.menuItem}
          onMouseDown={(event) => {
            event.preventDefault();
            onPick(one);
          }}
        >
          {children(one)}
        </li>
      ))}
    </ul>
  );
}
