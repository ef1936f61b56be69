import { sql } from "kysely";
import type { ProtocolAnswer } from "#records";
import { escaped, formDocument } from "../../contract/form-page.ts";
import { channelEvents } from "../../contract/events.ts";
import { keepConsents } from "../consents.ts";
import { pageHeaders } from "../public/answers.ts";
import type { Asked } from "../public/routes.ts";
import { messageOfLink } from "./link.ts";
import { type ConsentWords, consentWords } from "./words.ts";

/** Where a letter leads: it asks once more, for programs follow links as well, and takes the answer. */
export async function consentPage(asked: Asked, token: string): Promise<ProtocolAnswer> {
  const { runtime, form, request } = asked;
  const words = consentWords[form.language];
  const told = messageOfLink(runtime.settings, form.account.id, token);
  const state = told && (await stateOf(asked, told.message));
  if (!told || !state) return answer(asked, 404, said(words.over));
  if (state.confirmed) return answer(asked, 200, said(words.again));
  if (told.isOver || state.cameBack) return answer(asked, 410, said(words.over));
  if (request.method !== "POST") return answer(asked, 200, question(words, state));
  await confirm(asked, told.message);
  return answer(asked, 200, said(words.thanks));
}

interface State {
  readonly address: string;
  readonly confirmed: boolean;
  /** Nobody reads the mail of this address: who has the letter is somebody else. */
  readonly cameBack: boolean;
  readonly consents: readonly { readonly text: string }[];
}

async function stateOf({ runtime, form }: Asked, message: string): Promise<State | null> {
  const { rows } = await sql<State>`
    select m.sender as address, m.details -> 'confirmation' ? 'confirmed' as confirmed, m.details -> 'consents' as consents,
      exists (select from messages l where l.id = (m.details -> 'confirmation' ->> 'letter')::uuid and l.state = 'bounced') as "cameBack"
    from messages m join conversations c on c.id = m.conversation_id
    where m.id = ${message} and m.details ? 'confirmation' and m.archived_at is null and c.archived_at is null
      and coalesce(m.account_id, c.account_id) = ${form.account.id}`.execute(runtime.database);
  return rows[0] ?? null;
}

/** Counts from here on; of two who press at once it is noted of the first. */
async function confirm({ runtime }: Asked, message: string): Promise<void> {
  await runtime.runAsSystem(async (work) => {
    const { rows } = await sql<{ conversation: string }>`
      update messages set details = jsonb_set(details, '{confirmation,confirmed}', to_jsonb(${work.now.toISOString()}::text))
      where id = ${message} and details ? 'confirmation' and not details -> 'confirmation' ? 'confirmed'
      returning conversation_id as conversation`.execute(work.db);
    if (!rows[0]) return;
    await keepConsents(work, rows[0].conversation);
    work.emit({
      name: channelEvents.conversationTouched,
      object: "conversation",
      records: [rows[0].conversation],
    });
  });
}

function question(words: ConsentWords, { address, consents }: State): string {
  return `<h1>${escaped(words.ask)}</h1><p class="text">${escaped(words.about.replace("{address}", () => address))}</p>
${consents.map(({ text }) => `<p>☑ ${escaped(text)}</p>`).join("\n")}
<form method="post"><button type="submit">${escaped(words.yes)}</button></form>`;
}

const said = (text: string): string => `<div role="status" class="thanks"><p>${escaped(text)}</p></div>`;

function answer({ form }: Asked, status: number, body: string): ProtocolAnswer {
  const { settings, language } = form;
  return {
    status,
    headers: {
      ...pageHeaders,
      "referrer-policy": "no-referrer",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    },
    body: formDocument(body, { settings, language, framed: false, script: null }),
  };
}
