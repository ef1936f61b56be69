import type { Email } from "postal-mime";
import { headersOf } from "./parsing.ts";
import { machineMarks } from "./telling-heads.ts";

const machines =
  /^(mailer-?daemon|post-?_?master|no-?_?reply|do-?not-?reply|donotreply|bounces?|notifications?|autoreply|auto-reply)([+._-].*)?@/i;

const subjects =
  /^(automatic reply|auto(matic)?[- ]?(reply|response)|out of (the )?office|autorespons|abwesenheits|respuesta automática|fuera de la oficina|автоответ|автоматический ответ|автоматичен отговор|извън офиса)/i;

/**
 * Whether a machine sent it (RFC 3834 and what programs do besides): it is kept and shown, but nobody waits for an answer and
 * no machine of ours gives one.
 */
export function isAutomatic(mail: Email, from: string | null): boolean {
  const first = (name: string) => headersOf(mail, name)[0]?.toLowerCase();
  const submitted = first("auto-submitted");
  if (submitted !== undefined && !/^no\b/.test(submitted)) return true;
  if (headersOf(mail, "return-path").some((path) => /^<\s*>$/.test(path))) return true;
  if (/^(bulk|junk|list|auto_reply)\b/.test(first("precedence") ?? "")) return true;
  if (mail.headers.some(({ key }) => machineMarks.has(key))) return true;
  if (from !== null && machines.test(from)) return true;
  return subjects.test(mail.subject ?? "");
}
