import { AppError } from "#kernel/error";
import { isLocale, localeFrom } from "#kernel/locale";
import { networkOf } from "#kernel/network";
import { type Protocol, type ProtocolAnswer, type ProtocolRequest, type Runtime, stranger } from "#records";
import { type Account, accountOf } from "../../accounts/account.ts";
import { storedChat } from "../settings/stored-settings.ts";
import { forPage, mayAsk, problemOf } from "./answers.ts";
import { largestMessage, largestUpload } from "./limits.ts";
import type { ArticlesForVisitors } from "./articles.ts";
import type { Asked } from "./asked.ts";
import { routes } from "./routes.ts";
import { isAllowed } from "./sites.ts";

const path = "/chat/at";

/** What the chat on a page elsewhere speaks: no cookie counts, a token of its own tells whose conversation it is. */
export const createPublicChat = (articlesForVisitors: ArticlesForVisitors): Protocol => ({
  name: "chat",
  path,
  methods: ["GET", "POST", "OPTIONS"],
  entrances: [],
  bodyLimit: largestMessage,
  bodyLimitAt: { "/:account/files": largestUpload },
  challenge: "Bearer",
  source: "system",
  // A visitor proves nothing to the house, and is told nothing of it but their own conversation.
  authenticate: () => Promise.resolve(stranger),
  async answer(runtime, actor, request) {
    const { origin } = request.headers;
    const [account, ...rest] = request.path.slice(path.length + 1).split("/");
    const chat = await openChat(runtime, account ?? "").catch(() => null);
    if (!chat || !isAllowed(origin, chat.stored.settings, runtime.settings))
      return { status: chat ? 403 : 404, headers: forPage(undefined) };
    const answer = await answerTo(runtime, request, {
      ...chat,
      way: rest,
      address: networkOf(actor.address ?? ""),
      articlesForVisitors,
    });
    return { ...answer, headers: { ...forPage(origin), ...answer.headers } };
  },
});

async function openChat(runtime: Runtime, id: string): Promise<Pick<Asked, "account" | "stored">> {
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new AppError("not_found");
  const account: Account = await accountOf(runtime.database, id);
  if (account.kind !== "chat" || !account.active) throw new AppError("not_found");
  return { account, stored: await storedChat(runtime.database, runtime.settings, id) };
}

type Where = Pick<Asked, "account" | "stored" | "address" | "articlesForVisitors"> & {
  readonly way: readonly string[];
};

async function answerTo(
  runtime: Runtime,
  request: ProtocolRequest,
  { way, ...where }: Where,
): Promise<ProtocolAnswer> {
  if (request.method === "OPTIONS") return { status: 204, headers: mayAsk };
  const [name = "", of] = way;
  const route = routes[`${request.method} ${name}`];
  if (!route || way.length > 2) return { status: 404 };
  const query = new URLSearchParams(request.query);
  const asked = query.get("language");
  try {
    return await route({
      runtime,
      request,
      ...where,
      of,
      query,
      language: isLocale(asked) ? asked : localeFrom(request.headers["accept-language"]),
      token: /^Bearer (\S{1,100})$/.exec(request.headers["authorization"] ?? "")?.[1],
    });
  } catch (error) {
    return problemOf(error);
  }
}
