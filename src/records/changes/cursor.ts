import { hash } from "node:crypto";
import { AppError } from "#kernel/error";
import type { Work } from "../work.ts";
import { eventLog, reachesBack } from "../news/log.ts";
import { formatPosition, parsePosition, type Position } from "../news/position.ts";
import { readsAll } from "../reading/visibility.ts";

/** How far a reader has come. */
export interface ChangeCursor {
  readonly objects: readonly string[];
  /** The place in the log behind which changes are told. */
  readonly position: Position;
  /** Records of the next event that are told already. */
  readonly told: number;
  /** While what is there is still being read: which object, and the cursor within its list. */
  readonly snapshot?: { readonly object: string; readonly page?: string | undefined };
}

/** Writes a cursor as one opaque word, bound to this log and to what the actor may see now. */
export async function writeChangeCursor(work: Work, cursor: ChangeCursor): Promise<string> {
  const { name } = await eventLog(work.db);
  const { objects, position, told, snapshot } = cursor;
  const place = formatPosition(position);
  const parts = [name, sightOf(work, objects), objects.join(), place, told, snapshot?.object, snapshot?.page];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/**
 * Throws `cursor_invalid` for what is no cursor, and `cursor_expired` where changes since may be missing from the log, or the
 * actor's rights have changed: what came into sight by that is told by no change.
 */
export async function readChangeCursor(work: Work, text: string): Promise<ChangeCursor> {
  const [name, sight, objectNames, place, told, object, page] = partsOf(text);
  const position = parsePosition(typeof place === "string" ? place : "");
  const isKnown = typeof name === "string" && typeof sight === "string" && typeof objectNames === "string";
  if (!isKnown || !position || !Number.isInteger(told) || (told as number) < 0)
    throw new AppError("cursor_invalid");
  const objects = objectNames === "" ? [] : objectNames.split(",");
  const log = await eventLog(work.db);
  const isGone =
    log.name !== name ||
    !reachesBack(log, position) ||
    objects.some((one) => !work.catalogue.objects.has(one));
  if (isGone || sight !== sightOf(work, objects)) throw new AppError("cursor_expired");
  const snapshot =
    typeof object === "string" && objects.includes(object)
      ? { object, page: typeof page === "string" ? page : undefined }
      : undefined;
  return { objects, position, told: told as number, ...(snapshot && { snapshot }) };
}

function partsOf(text: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

// Single records that are shared tell of themselves; whom roles and teams reach tells nobody.
function sightOf(work: Work, objects: readonly string[]): string {
  const { rights, teamUserIds, teamIds, userId } = work.actor;
  const isLimited = objects.some((object) => !readsAll(work, object));
  const circle = isLimited ? [userId, [...teamUserIds].sort(), [...(teamIds ?? [])].sort()] : [];
  return hash("sha256", JSON.stringify([rights.objects, circle]), "base64url").slice(0, 22);
}
