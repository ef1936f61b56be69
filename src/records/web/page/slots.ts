import { type ComponentType, createContext, use, useMemo } from "react";
import type { Filter } from "#kernel/filter";
import type { LinkValue, ObjectMetadata, RecordData } from "#records/contract";
import type { FieldActProps } from "../table/field-acts.ts";

/** What every part of a record's page is given: which record it stands on. */
export interface RecordSlotProps {
  /** Name of the object, `deal`. */
  readonly object: string;
  readonly record: RecordData;
}

/** A panel at the side of the page, between the facts and the related lists. */
export interface SidePanel {
  readonly key: string;
  /** Key of its title in the texts. */
  readonly title: string;
  readonly component: ComponentType<RecordSlotProps>;
}

/** An entry of a record's menu, and what it opens. */
export interface MenuAct {
  readonly key: string;
  /** Key of its title in the texts. */
  readonly title: string;
  /** Tabler icon, such as `share`. */
  readonly icon: string;
  /** Without it the entry is not there. */
  readonly permission?: string;
  readonly component: ComponentType<RecordSlotProps & { readonly onClose: () => void }>;
}

/** What a notice in the form of a new record is given. */
export interface FormNoticeProps {
  readonly object: string;
  /** What has been filled in, in the shapes that are shown. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Closes the form, for who goes elsewhere instead; what was typed can be had back. */
  readonly onLeave: () => void;
}

/** What a module adds to the page, form and board of one object. Components may be `lazy`. */
export interface ObjectSlots {
  /** Parts of the line under the name: "buyer at Acme", "worth 12,400 €". */
  readonly headFacts?: readonly ComponentType<RecordSlotProps>[];
  /** Buttons beside the name. */
  readonly headActs?: readonly ComponentType<RecordSlotProps>[];
  /** Entries of the menu beside the buttons. */
  readonly menuActs?: readonly MenuAct[];
  /** Under the head, across the page: the path of stages. */
  readonly top?: readonly ComponentType<RecordSlotProps>[];
  /** The wide column: the timeline. The first module that gives one wins. */
  readonly main?: ComponentType<RecordSlotProps>;
  /** Key of the title of its tab; "Timeline" unless given. */
  readonly mainTitle?: string;
  readonly side?: readonly SidePanel[];
  /** Related lists that a panel shows already, so that they do not appear twice. */
  readonly covers?: readonly string[];
  /** The button above the list that makes one, where a capability does and no form. */
  readonly newAct?: ComponentType;
  /** Beside the list of all records: another way to its filter, such as a tree of categories. */
  readonly listSide?: ComponentType<ListSideProps>;
  /** What moving a card on the board does; a plain change of the grouping field unless given. */
  readonly boardMove?: BoardMove;
  /** Above the board: what stands in it comes to. */
  readonly boardTop?: readonly ComponentType<BoardTopProps>[];
  /** What changes a field that a capability governs, in its cell of a table: by field. */
  readonly fieldActs?: Readonly<Record<string, ComponentType<FieldActProps>>>;
  /** Fields of the short form of `CreateRecord`, in order; required and usual ones unless given. */
  readonly quickFields?: readonly string[];
  /** Under the fields of the form of a new record, while it is filled in: who it may be already. */
  readonly formNotice?: ComponentType<FormNoticeProps>;
  /** Under an answer that is being written in it: what puts more into it, such as an article. */
  readonly writingActs?: readonly ComponentType<WritingActProps>[];
}

/** What stands beside an answer that is being written is given: what it answers, and how a text comes into it. */
export interface WritingActProps extends RecordSlotProps {
  /** Puts a text where the caret stands. */
  readonly onInsert: (text: string) => void;
}

/** What stands beside a list is given: how the list is filtered, and what filters it otherwise. */
export interface ListSideProps {
  readonly filter: Filter | null;
  readonly onFilter: (filter: Filter | null) => void;
}

/** One column of a board, where a card may be dropped. */
export interface BoardTarget {
  /** Option key, or id of the link or user; null for "none". */
  readonly value: string | null;
  readonly title: string;
  /** The record behind a link column, with all its fields (a stage's `kind`, `probability`). */
  readonly record?: RecordData;
}

/**
 * How a card moves. `move` is called at once after the drop, while the card already stands in its new
 * column; when it rejects, the card goes back and the problem is shown.
 */
export interface BoardMove {
  /** A sheet to fill in before the move (why a deal was lost); null: move at once. */
  readonly ask?: (record: RecordData, target: BoardTarget) => ComponentType<BoardAskProps> | null;
  /** `answer` is what the sheet gave. Resolves with the acts that it took, by which it is undone. */
  readonly move: (
    record: RecordData,
    target: BoardTarget,
    answer?: unknown,
  ) => Promise<{ readonly acts: readonly string[] } | void>;
  /** What a column means: closed ones fold at the edge of the board. */
  readonly tone?: (target: BoardTarget) => "won" | "lost" | null;
  /** What part of a column's sum counts in its weighted sum, 0 to 1. */
  readonly weight?: (target: BoardTarget) => number;
  readonly card?: BoardCardFields;
  /** What stands before the title of a column wherever one is named; a dot of its own colour unless told. */
  readonly mark?: ComponentType<{ readonly value: LinkValue }>;
}

/** Which fields a card is drawn from, besides the title and the sum. */
export interface BoardCardFields {
  /** The second line: the first of these that has a value. */
  readonly subtitle?: readonly string[];
  /** Besides what it is worth: what stands at its foot, where there is something to say. */
  readonly foot?: readonly string[];
  /** Since when the card has stood in its column. */
  readonly since?: string;
  /** Days after which a card that stands still is greyed; 30 unless told. */
  readonly stuckAfter?: number;
  /** The field that says from when on a card has stood too long; where it is empty, the card may stand. */
  readonly stuckAt?: string;
  /** Empty: a hollow dot says that nobody knows what comes next. */
  readonly next?: string;
}

/** What stands above a board is given: which records are in it. */
export interface BoardTopProps {
  readonly filter: Filter | null;
}

export interface BoardAskProps {
  readonly record: RecordData;
  readonly target: BoardTarget;
  readonly onAnswer: (answer: unknown) => void;
  readonly onCancel: () => void;
}

/** A line of the combined calendar: which records stand on it, by which day. */
export interface CalendarSource {
  readonly key: string;
  /** Key of its title in the texts. */
  readonly title: string;
  readonly object: string;
  /** Date or date-time field that places the record. */
  readonly field: string;
  readonly filter?: Filter;
  /** Field whose value says that it is done. */
  readonly done?: string;
  /** Date-time field at which it ends; an hour after its beginning unless given. */
  readonly ends?: string;
  /** It stays where it is: what has happened has happened. */
  readonly fixed?: boolean;
  /** Fields that a new record made by a click gets besides the day. */
  readonly defaults?: Readonly<Record<string, unknown>>;
}

/** What an act on a list is given: which records, in which order, by which columns. */
export interface ListActProps {
  readonly object: ObjectMetadata;
  readonly list: {
    readonly filter: Filter | null;
    readonly search: string;
    readonly sort: string;
    readonly columns: readonly string[];
  };
  /** The records chosen in it; null: all that is listed. */
  readonly chosen: readonly string[] | null;
  readonly onClose: () => void;
}

/** An entry of a list's menu, and what it opens; beside what can be done with chosen rows, too. */
export interface ListAct {
  readonly key: string;
  /** Key of its title in the texts. */
  readonly title: string;
  /** Tabler icon, such as `file-export`. */
  readonly icon: string;
  readonly isOffered: (object: ObjectMetadata) => boolean;
  readonly component: ComponentType<ListActProps>;
}

/**
 * Everything a module adds to the generic screens; `#<module>/web` exports it as `recordSlots`. What stands under `*`
 * is added to every object, after what is its own.
 */
export interface RecordSlots {
  readonly objects?: Readonly<Record<string, ObjectSlots>>;
  readonly calendar?: readonly CalendarSource[];
  readonly listActs?: readonly ListAct[];
}

/** Adds up what the modules give, in their order. */
export function mergeSlots(all: readonly RecordSlots[]): RecordSlots {
  const objects: Record<string, ObjectSlots> = {};
  for (const slots of all) {
    for (const [object, more] of Object.entries(slots.objects ?? {}))
      objects[object] = joined(objects[object], more);
  }
  return {
    objects,
    calendar: all.flatMap((slots) => slots.calendar ?? []),
    listActs: all.flatMap((slots) => slots.listActs ?? []),
  };
}

function joined(first: ObjectSlots | undefined, more: ObjectSlots): ObjectSlots {
  if (!first) return more;
  return {
    headFacts: [...(first.headFacts ?? []), ...(more.headFacts ?? [])],
    headActs: [...(first.headActs ?? []), ...(more.headActs ?? [])],
    menuActs: [...(first.menuActs ?? []), ...(more.menuActs ?? [])],
    top: [...(first.top ?? []), ...(more.top ?? [])],
    main: first.main ?? more.main,
    mainTitle: first.main ? first.mainTitle : more.mainTitle,
    listSide: first.listSide ?? more.listSide,
    newAct: first.newAct ?? more.newAct,
    side: [...(first.side ?? []), ...(more.side ?? [])],
    covers: [...(first.covers ?? []), ...(more.covers ?? [])],
    boardMove: first.boardMove ?? more.boardMove,
    boardTop: [...(first.boardTop ?? []), ...(more.boardTop ?? [])],
    fieldActs: { ...more.fieldActs, ...first.fieldActs },
    quickFields: first.quickFields ?? more.quickFields,
    formNotice: first.formNotice ?? more.formNotice,
    writingActs: [...(first.writingActs ?? []), ...(more.writingActs ?? [])],
  };
}

/** Given once by the shell: `<RecordSlotsContext value={mergeSlots(modules.map((one) => one.recordSlots))}>`. */
export const RecordSlotsContext = createContext<RecordSlots>({});

/** What the modules add to the screens of `object`. */
export function useObjectSlots(object: string): ObjectSlots {
  const { objects = {} } = use(RecordSlotsContext);
  return useMemo(() => joined(objects[object], objects["*"] ?? {}), [objects, object]);
}

/** What can be done with a list of `object`. */
export function useListActs(object: ObjectMetadata): readonly ListAct[] {
  const { listActs = [] } = use(RecordSlotsContext);
  return listActs.filter(({ isOffered }) => isOffered(object));
}

export function useCalendarSources(): readonly CalendarSource[] {
  return use(RecordSlotsContext).calendar ?? [];
}
