import { type ObjectMetadata, type RecordData, readsAs } from "#records/contract";
import { isEmpty } from "../page/record-sections.ts";
import type { BoardCardFields } from "../page/slots.ts";

/** The field that columns add up: what the object says, else the first amount among its usual columns. */
export function boardSum(object: ObjectMetadata): string | undefined {
  return (
    object.board?.sum ??
    object.columns.find((name) => {
      const field = object.fields[name];
      return field !== undefined && readsAs(field) === "money";
    })
  );
}

/** Fields that the cards of a board are drawn from, for the list to ask for no more than those. */
export function cardFields(
  object: ObjectMetadata,
  group: string,
  card: BoardCardFields = {},
): readonly string[] {
  const wanted = [
    object.title,
    group,
    boardSum(object),
    ...subtitleFields(object, group, card),
    ...(card.foot ?? []),
    card.since,
    card.stuckAt,
    card.next,
    object.owned ? "owner" : undefined,
  ];
  return [
    ...new Set(
      wanted.filter((name): name is string => name !== undefined && object.fields[name] !== undefined),
    ),
  ];
}

/** The field that the second line of a card shows: the first that has a value. */
export function subtitleOf(
  object: ObjectMetadata,
  group: string,
  card: BoardCardFields | undefined,
  record: RecordData,
): string | undefined {
  return subtitleFields(object, group, card ?? {}).find(
    (name) => object.fields[name] && !isEmpty(record[name]),
  );
}

function subtitleFields(object: ObjectMetadata, group: string, card: BoardCardFields): readonly string[] {
  if (card.subtitle) return card.subtitle;
  return object.columns
    .filter(
      (name) => name !== object.title && name !== group && name !== boardSum(object) && name !== "owner",
    )
    .slice(0, 3);
}

export interface Standing {
  readonly days: number;
  /** 0 just came, 1 stuck. */
  readonly share: number;
  readonly stuck: boolean;
}

/** How long a card has stood in its column, of the days after which it counts as stuck. */
export function standingOf(
  record: RecordData,
  card: BoardCardFields | undefined,
  now: Date,
): Standing | null {
  const since = card?.since ? record[card.since] : undefined;
  if (typeof since !== "string") return null;
  const days = Math.max(0, Math.floor((now.getTime() - Date.parse(since)) / 86_400_000));
  const until = card?.stuckAt ? record[card.stuckAt] : undefined;
  if (typeof until === "string") {
    const [from, to] = [Date.parse(since), Date.parse(until)];
    const share = to > from ? (now.getTime() - from) / (to - from) : 1;
    return { days, share: Math.min(1, Math.max(0, share)), stuck: now.getTime() >= to };
  }
  const after = card?.stuckAfter ?? 30;
  if (card?.stuckAt) return { days, share: Math.min(1, days / after), stuck: false };
  return { days, share: Math.min(1, days / after), stuck: days >= after };
}
