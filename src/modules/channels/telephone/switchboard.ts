import { AppError, errorStatus } from "#kernel/error";
import { assertSigned } from "#platform";
import {
  isSameSecret,
  type Protocol,
  type ProtocolAnswer,
  type ProtocolRequest,
  type Runtime,
  stranger,
} from "#records";
import { readOwn } from "./dialects/own.ts";
import { NotUnderstood, type Told } from "./dialects/told.ts";
import { isSignedByTwilio, readTwilio } from "./dialects/twilio.ts";
import { readZammad } from "./dialects/zammad.ts";
import { hearCall } from "./hearing.ts";
import { type Line, lineOf } from "./line.ts";
import { routeOf } from "./routing.ts";

/**
 * Where switchboards tell of calls: `/cti/v1/<account>/events` signed by `Rapport-Signature: t=…,v1=…`, `…/zammad/<token>` and
 * `…/twilio`. The answer says what to do with a new call.
 */
export const switchboard: Protocol = {
  name: "cti",
  path: "/cti/v1",
  methods: ["POST"],
  entrances: [],
  bodyLimit: 64 * 1024,
  challenge: "Signature",
  source: "system",
  // A switchboard proves nothing but what it tells, by a signature or its own address.
  authenticate: () => Promise.resolve(stranger),
  async answer(runtime, _actor, request) {
    try {
      return await hear(runtime, request);
    } catch (error) {
      if (error instanceof NotUnderstood)
        return told(400, { outcome: "body_invalid", detail: error.message.slice(0, 500) });
      if (error instanceof AppError && error.status < 500)
        return told(errorStatus[error.code], { outcome: error.code });
      throw error;
    }
  },
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

async function hear(runtime: Runtime, request: ProtocolRequest): Promise<ProtocolAnswer> {
  const [account = "", dialect = "", token = ""] = request.path.slice("/cti/v1/".length).split("/");
  if (request.method !== "POST" || !uuid.test(account)) throw new AppError("not_found");
  const line = await lineOf(runtime.database, runtime.settings, account);
  if (!line.account.active) throw new AppError("account_not_active");
  const news = understood(runtime, line, { dialect, token, request });
  return runtime.runAsSystem(async (work) => {
    const { conversation, known } = await hearCall(work, line, news);
    const asks = news.direction === "in" && (news.kind === "new" || news.kind === "ringing");
    return told(200, {
      outcome: known ? "known" : "heard",
      ...(asks && { route: await routeOf(work, line, conversation) }),
    });
  });
}

function understood(
  runtime: Runtime,
  { account, secrets }: Line,
  {
    dialect,
    token,
    request: { headers, body },
  }: { dialect: string; token: string; request: ProtocolRequest },
): Told {
  switch (dialect) {
    case "events":
      if (!secrets.secret) throw new AppError("notice_forged");
      assertSigned({ body, signature: headers["rapport-signature"], now: new Date() }, secrets.secret);
      return readOwn(body);
    case "zammad":
      if (!isSameSecret(secrets.token, token)) throw new AppError("notice_forged");
      return readZammad(body);
    case "twilio": {
      const address = `${runtime.settings.baseUrl}/cti/v1/${account.id}/twilio`;
      const signature = headers["x-twilio-signature"];
      if (!secrets.twilio || !isSignedByTwilio(secrets.twilio, { address, body, signature }))
        throw new AppError("notice_forged");
      return readTwilio(body);
    }
    default:
      throw new AppError("not_found");
  }
}

function told(status: number, answer: object): ProtocolAnswer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(answer) };
}
