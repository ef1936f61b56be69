import { useMantineColorScheme } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { locales } from "#kernel/locale";
import type { FoundRecord, Mark } from "#records/contract";
import { useT } from "#web/texts.ts";
import { useCreatable } from "../frame/creatable.ts";
import { usePlaces } from "../frame/places.ts";
import { chooseLocale, languageNames } from "../frame/preference-choices.tsx";
import { useShell } from "../frame/shell.ts";
import { signOut } from "../frame/signing-out.ts";
import { begins, matches } from "#web/matching.ts";
import { useRecordGroups } from "./record-entries.ts";

/** A line of the palette. */
export interface Entry {
  readonly id: string;
  readonly title: string;
  /** The parts of the title that were searched for. */
  readonly marks?: readonly Mark[];
  readonly subtitle?: string;
  /** Why it is here, where the title does not say it; stands in place of the subtitle. */
  readonly reason?: EntryReason;
  readonly icon: string;
  /** Draws a face in place of the icon. */
  readonly face?: "person" | "company";
  readonly keys?: string;
  readonly run: () => void;
}

export interface EntryReason {
  readonly label: string;
  readonly text: string;
  readonly marks: readonly Mark[];
}

export interface EntryGroup {
  readonly title: string;
  readonly entries: readonly Entry[];
}

/** What the palette offers for `words`: records found or looked at, then places, new records and settings. */
export function useEntryGroups(words: string, found: readonly FoundRecord[]): readonly EntryGroup[] {
  const t = useT();
  const text = words.trim();
  const records = useRecordGroups(text, found);
  const commands = [
    { title: t("shell.palette.go"), entries: usePlaceEntries() },
    { title: t("shell.palette.create"), entries: useCreateEntries() },
    { title: t("shell.palette.preferences"), entries: usePreferenceEntries(text !== "") },
  ];
  const offered = commands.map((group) => ({
    ...group,
    entries: group.entries.filter(({ title }) => matches(title, text)),
  }));
  // A command that begins as typed stays on top: what is found comes later and must not push it from under Enter.
  const begun = offered.map((group) => ({
    ...group,
    entries: group.entries.filter(({ title }) => text && begins(title, text)),
  }));
  const rest = offered.map((group) => ({
    ...group,
    entries: group.entries.filter(({ title }) => !text || !begins(title, text)),
  }));
  return [...begun, ...records, ...rest].filter((group) => group.entries.length > 0);
}

function usePlaceEntries(): readonly Entry[] {
  const navigate = useNavigate();
  return usePlaces().map((place) => ({
    id: place.path,
    title: place.title,
    icon: place.icon,
    ...(place.letter ? { keys: `g ${place.letter}` } : {}),
    run: () => void navigate({ to: place.path }),
  }));
}

function useCreateEntries(): readonly Entry[] {
  const t = useT();
  const { create } = useShell();
  return useCreatable().map(({ object, title, icon, letter }) => ({
    id: `create ${object}`,
    title: t([`shell.create.${object}`, "form.new.any"], { object: title }),
    icon,
    ...(letter ? { keys: `c ${letter}` } : {}),
    run: () => create(object),
  }));
}

// Languages and such only when asked for: they would bury the rest.
function usePreferenceEntries(asked: boolean): readonly Entry[] {
  const t = useT();
  const { setColorScheme } = useMantineColorScheme();
  const { openKeys } = useShell();
  const keys: Entry = {
    id: "keys",
    title: t("shell.keys.title"),
    icon: "keyboard",
    keys: "?",
    run: openKeys,
  };
  if (!asked) return [keys];
  return [
    keys,
    ...(["light", "dark", "auto"] as const).map((scheme) => ({
      id: `theme ${scheme}`,
      title: `${t("shell.theme.title")}: ${t(`shell.theme.${scheme}`)}`,
      icon: "moon",
      run: () => setColorScheme(scheme),
    })),
    ...locales.map((locale) => ({
      id: `language ${locale}`,
      title: `${t("shell.language")}: ${languageNames[locale]}`,
      icon: "language",
      run: () => void chooseLocale(locale),
    })),
    { id: "sign out", title: t("shell.sign_out"), icon: "logout", run: () => void signOut() },
  ];
}
