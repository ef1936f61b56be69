import { AppError } from "#kernel/error";
import { localeFrom } from "#kernel/locale";
import { networkOf } from "#kernel/network";
import { countAttempt } from "#platform";
import { type Protocol, type ProtocolAnswer, type ProtocolRequest, type Runtime, stranger } from "#records";
import { isAllowed } from "../../chat/public/sites.ts";
import { formWords } from "../../contract/form-words.ts";
import { consentPage } from "../consenting/page.ts";
import { type Form, formOf } from "../settings/stored-form.ts";
import { plainPage } from "./answers.ts";
import { largestPost, largestPostWithFiles, mostAsked } from "./limits.ts";
import { type Asked, show, take, thank } from "./routes.ts";

const path = "/form";

/** Forms as pages of their own, in frames of other pages, and what is sent from them. */
export const publicForms: Protocol = {
  name: "forms",
  path,
  methods: ["GET", "POST", "OPTIONS"],
  entrances: [],
  bodyLimit: largestPost,
  bodyLimitAt: { "/:form/files": largestPostWithFiles },
  challenge: "Bearer",
  source: "system",
  // Whoever fills in a form proves nothing, and is told nothing of what we know.
  authenticate: () => Promise.resolve(stranger),
  async answer(runtime, actor, request) {
    const [id = "", way = "", ...more] = request.path.slice(path.length + 1).split("/");
    const form = /^[0-9a-f-]{36}$/i.test(id) ? await formOf(runtime.database, id) : null;
    const { gone } = formWords[form?.language ?? localeFrom(request.headers["accept-language"])];
    // What was agreed to can be confirmed as long as there was time for it, whether the form stands there still or not.
    const [token, ...further] = way === "consents" ? more : [];
    const isThere = token === undefined ? form?.account.active && more.length === 0 : further.length === 0;
    if (!form || !isThere) return plainPage(404, gone);
    const address = networkOf(actor.address ?? "");
    try {
      await countAttempt(runtime.database, [{ key: ["form asked", address], most: mostAsked, seconds: 60 }]);
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500) throw error;
      return plainPage(429, formWords[form.language].too_many);
    }
    if (token !== undefined)
      return ["GET", "POST"].includes(request.method)
        ? consentPage({ runtime, request, form, address, ...queryOf(request) }, token)
        : { status: 404 };
    const answer = await answerTo({ runtime, request, form, address, ...queryOf(request) }, way);
    return { ...answer, headers: { ...forPage(request, { form, runtime }), ...answer.headers } };
  },
};

function queryOf({ query }: ProtocolRequest) {
  const read = new URLSearchParams(query);
  return { query: read, framed: read.has("framed") };
}

async function answerTo(asked: Asked, way: string): Promise<ProtocolAnswer> {
  const { request, form, runtime } = asked;
  if (request.method === "GET")
    return way === "" ? show(asked) : way === "thanks" ? thank(asked) : { status: 404 };
  if (way !== "" && way !== "files") return { status: 404 };
  if (!isAllowed(request.headers["origin"], form.settings, runtime.settings)) return { status: 403 };
  if (request.method === "OPTIONS")
    return {
      status: 204,
      headers: {
        "access-control-allow-methods": "POST",
        "access-control-allow-headers": "content-type",
        "access-control-max-age": "7200",
      },
    };
  return take(asked);
}

/** What a page elsewhere that may have the form may read of an answer. */
function forPage(
  { headers: { origin } }: ProtocolRequest,
  { form, runtime }: { form: Form; runtime: Runtime },
): Record<string, string> {
  const isOpen = origin !== undefined && isAllowed(origin, form.settings, runtime.settings);
  return {
    vary: "origin",
    "content-security-policy": "default-src 'none'",
    ...(isOpen && { "access-control-allow-origin": origin, "cross-origin-resource-policy": "cross-origin" }),
  };
}
