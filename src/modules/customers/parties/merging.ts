import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Pair, Work } from "#records";
import { forgetForSurvivor, rememberForSurvivor } from "../duplicates/merging.ts";

/** What is no record and moves along: identity documents, by their party, and of whom somebody said that they are not the same. */
interface Besides {
  readonly identity_documents?: readonly { readonly id: string; readonly from: string }[];
  readonly not_duplicates?: readonly string[];
}

export async function moveAlong(work: Work, pair: Pair): Promise<Besides & Record<string, unknown>> {
  const documents = await moveIdentityDocuments(work, pair);
  const pairs = await rememberForSurvivor(work, pair);
  return { ...documents, ...(pairs.length > 0 && { not_duplicates: pairs }) };
}

export async function moveBack(work: Work, pair: Pair, besides: Besides): Promise<void> {
  await moveIdentityDocumentsBack(work, pair, besides);
  if (besides.not_duplicates) await forgetForSurvivor(work, besides.not_duplicates);
}

/** No company stands above itself once several are one. */
export async function refuseCircleOfMerged(work: Work, { survivor, others }: Pair): Promise<void> {
  const all = [survivor, ...others];
  // Those directly below or above each other fall together; whoever stands between two of them would close a circle.
  const { rows } = await sql<{ id: string }>`
    with recursive above (id, steps) as (
      select p.parent_id, 1 from parties p
      where p.id = any(${all}::uuid[]) and p.parent_id is not null and p.parent_id <> all(${all}::uuid[])
      union all
      select p.parent_id, steps + 1 from above join parties p on p.id = above.id
      where p.parent_id is not null and above.id <> all(${all}::uuid[]) and steps < 100
    )
    select id from above where id = any(${all}::uuid[]) limit 1`.execute(work.db);
  if (rows.length > 0) throw new AppError("parent_in_circle");
}

async function moveIdentityDocuments(work: Work, { survivor, others }: Pair): Promise<Besides> {
  const { rows } = await sql<{ id: string; from: string }>`
    with moved as (select id, party_id from identity_documents where party_id = any(${others}::uuid[]) for update)
    update identity_documents d set party_id = ${survivor}::uuid, version = version + 1
    from moved where d.id = moved.id returning d.id, moved.party_id as "from"`.execute(work.db);
  return rows.length > 0 ? { identity_documents: rows } : {};
}

async function moveIdentityDocumentsBack(work: Work, { survivor }: Pair, besides: Besides): Promise<void> {
  if (!besides.identity_documents) return;
  await sql`update identity_documents d set party_id = r."from", version = version + 1
    from jsonb_to_recordset(${JSON.stringify(besides.identity_documents)}::jsonb) as r(id uuid, "from" uuid)
    where d.id = r.id and d.party_id = ${survivor}::uuid`.execute(work.db);
}
