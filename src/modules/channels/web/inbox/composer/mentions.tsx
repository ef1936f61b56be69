import { type KeyboardEvent, type RefObject, type SyntheticEvent, useEffect, useState } from "react";
import { useRecordSearch } from "#records/web";
import { Avatar } from "#web/avatar.tsx";
import { useT } from "#web/texts.ts";
import { TypedList, useTypedMenu } from "./typed-menu.tsx";

interface Named {
  readonly id: string;
  readonly title: string;
}

export interface Mentions {
  /** Whom what is typed at the caret may mean. */
  readonly offered: readonly Named[];
  readonly at: number;
  readonly pick: (one: Named) => void;
  readonly onSelect: (event: SyntheticEvent<HTMLTextAreaElement>) => void;
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
  /** Of those picked the ones that the text still names. */
  readonly named: (body: string) => string[];
}

const naming = /(?:^|\s)@([\p{L}\p{N}.' -]{0,30})$/u;
const active = { field: "active", op: "is", value: true } as const;
const mostOffered = 6;

/** Colleagues named by `@` in a text. */
export function useMentions(
  input: RefObject<HTMLTextAreaElement | null>,
  body: string,
  onBody: (body: string) => void,
): Mentions {
  const menu = useTypedMenu<Named>({ input, body, onBody, trigger: naming });
  const [picked, setPicked] = useState<readonly Named[]>([]);
  const { options, search } = useRecordSearch("user", active);
  const { typed } = menu;
  useEffect(() => {
    if (typed !== undefined) search(typed.trim());
  }, [typed, search]);
  const isNamed = picked.some(({ title }) => typed?.startsWith(`${title} `));
  const offered =
    typed === undefined || isNamed
      ? []
      : options.slice(0, mostOffered).map(({ value, label }) => ({ id: value, title: label }));
  const pick = (one: Named) => {
    setPicked([...picked, one]);
    menu.replace(`${one.title} `, { keepSign: true });
  };
  return {
    offered,
    at: menu.at,
    pick,
    onSelect: menu.onSelect,
    onKeyDown: (event) => menu.onKeyDown(event, offered, pick),
    named: (text) => [
      ...new Set(picked.filter(({ title }) => text.includes(`@${title}`)).map(({ id }) => id)),
    ],
  };
}

/** Whom one may mean. */
export function MentionMenu({ mentions: { offered, at, pick } }: { readonly mentions: Mentions }) {
  const t = useT();
  return (
    <TypedList label={t("inbox.mention")} offered={offered} at={at} onPick={pick}>
      {({ title }) => (
        <>
          <Avatar name={title} kind="person" size={20} />
          {title}
        </>
      )}
    </TypedList>
  );
}
