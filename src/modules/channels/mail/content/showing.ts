import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { type Edge, get, shown, visibleWhere, type Work } from "#records";
import { cleaned, type Pictures } from "./cleaning.ts";

/**
 * Sends what a mail shows as a page that can do nothing, for a frame of ours: no script, no form, no address of its own. Pictures
 * from elsewhere only where asked for. Throws `not_found` where it is unseen, or has no HTML.
 */
export async function showContent(
  edge: Edge,
  id: string,
  { pictures: remote }: { readonly pictures: boolean },
): Promise<unknown> {
  const { html, pictures } = await edge.runtime.read(edge.actor, "screen", (work) => contentOf(work, id));
  return edge.reply
    .header("content-type", "text/html; charset=utf-8")
    .header("content-security-policy", policyOf(remote))
    .header("x-frame-options", "SAMEORIGIN")
    .header("referrer-policy", "no-referrer")
    .header("cache-control", "private, no-store")
    .send(page(cleaned(html, { remote, pictures })));
}

async function contentOf(work: Work, id: string): Promise<{ html: string; pictures: Pictures }> {
  await get(work, "message", id);
  const body = shown(work, ["message", "body", "m"], sql<string>`m.body`);
  const file = shown(work, ["message_file", "file", "mf"], sql<string>`mf.file_id`);
  const { rows } = await sql<{ html: string | null; files: { contentId: string; id: string }[] }>`
    select case when ${body} is not null then m.html end as html,
      coalesce((select jsonb_agg(jsonb_build_object('contentId', mf.content_id, 'id', ${file})) from message_files mf
        where mf.message_id = m.id and mf.content_id is not null and ${visibleWhere(work, "message_file", "mf")}), '[]') as files
    from messages m where m.id = ${id}`.execute(work.db);
  const [row] = rows;
  if (!row?.html) throw new AppError("not_found", { params: { object: "message" } });
  return {
    html: row.html,
    pictures: new Map(row.files.map((file) => [file.contentId, `/api/files/${file.id}`])),
  };
}

/** In the frame it keeps our origin so that the page around it may measure it; nothing in it runs. */
function policyOf(remote: boolean): string {
  return [
    "default-src 'none'",
    "script-src 'none'",
    "style-src 'unsafe-inline'",
    `img-src 'self'${remote ? " https: http:" : ""}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox",
  ].join("; ");
}

function page(content: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"><meta name="color-scheme" content="light"><style>${look}</style></head><body>${content}</body></html>`;
}

const look = `html{background:#fff;color:#1c2024}body{margin:0;padding:12px;font:14px/1.5 Inter,system-ui,sans-serif;overflow-wrap:anywhere;overflow-x:auto}
img{max-width:100%;height:auto}img[data-left-out]{min-width:16px;min-height:16px;background:#f0f0f3;border:1px dashed #b9bbc6}
table{max-width:100%}pre{white-space:pre-wrap}a{color:#0b68cb}
details.quoted>summary{display:inline-block;margin:8px 0;padding:0 8px;border-radius:4px;background:#f0f0f3;color:#60646c;cursor:pointer;list-style:none}
details.quoted>summary::-webkit-details-marker{display:none}details.quoted[open]{border-left:2px solid #d9d9e0;padding-left:12px}`;
