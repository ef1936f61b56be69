import type { RuntimeSettings } from "#records";
import type { ChatSettings } from "../../contract/chat.ts";

/**
 * Whether a page of this origin may have the chat. Who comes without one is no page of another site: browsers say where a question
 * comes from whenever it goes elsewhere.
 */
export function isAllowed(
  origin: string | undefined,
  { sites }: Pick<ChatSettings, "sites">,
  { baseUrl }: Pick<RuntimeSettings, "baseUrl">,
): boolean {
  if (origin === undefined) return true;
  const url = URL.parse(origin);
  if (!url || url.origin === "null" || url.origin !== origin.toLowerCase()) return false;
  return url.origin === URL.parse(baseUrl)?.origin || sites.some((site) => isOf(site, url.origin));
}

function isOf(site: string, origin: string): boolean {
  const [scheme, host = ""] = site.split("://*");
  if (!host) return site === origin;
  return origin.startsWith(`${scheme}://`) && origin.endsWith(host);
}
