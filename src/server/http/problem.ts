import { AppError, type ErrorCode, type FieldError, type Problem } from "#kernel/error";
import type { Locale } from "#kernel/locale";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import type { Runtime } from "#records";
import { localeOf } from "./caller.ts";
import { fromDatabaseError } from "./database-error.ts";
import { fieldTitle } from "./field-title.ts";
import { problemDetail, problemTitle } from "./problem-text.ts";
import { objectOf } from "./spoken-of.ts";
import { InvalidRequest } from "./validation.ts";

/** What Fastify itself refuses, by its code. */
const refusedByFastify: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "too_large",
  FST_REQ_FILE_TOO_LARGE: "too_large",
  FST_FILES_LIMIT: "too_large",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "media_type_unsupported",
  FST_INVALID_MULTIPART_CONTENT_TYPE: "media_type_unsupported",
};

/** Answers any error as `application/problem+json`; what is no fault of the caller goes to the log. */
export function answerWithProblems(runtime: Runtime) {
  return async (thrown: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const error = await asAppError(thrown, runtime);
    if (error.status >= 500)
      request.log.error({ err: thrown, reference: request.id }, `answered ${error.code}`);
    if (error.code === "too_many_requests")
      reply.header("retry-after", error.details.params?.["seconds"] ?? 1);
    if (error.code === "not_signed_in")
      reply.header("www-authenticate", request.routeOptions.config.protocol?.challenge ?? "Bearer");
    if (error.status === 503 || error.code === "request_in_progress") reply.header("retry-after", 1);
    return sendProblem(reply, problemFor(error, request, runtime));
  };
}

/** The problem document of `error` for whoever sent the request. */
export function problemFor(error: AppError, request: FastifyRequest, runtime: Runtime): Problem {
  const locale = localeOf(request);
  const object = error.details.object ?? objectOf(request, runtime.catalogue)?.name;
  const nameOf = (field: string): string => fieldTitle(runtime.catalogue, locale, object, field);
  return problemOf(error, { locale, nameOf, reference: request.id });
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .header("cache-control", "no-store")
    .type("application/problem+json; charset=utf-8")
    .serializer((payload) => String(payload))
    .send(JSON.stringify(problem));
}

interface Reader {
  readonly locale: Locale;
  /** How the reader calls a field. */
  readonly nameOf: (field: string) => string;
  /** Finds the problem again in the log. */
  readonly reference: string;
}

/** The problem document of `error` as its reader understands it. */
function problemOf(error: AppError, { locale, nameOf, reference }: Reader): Problem {
  const { field, params, errors, extra } = error.details;
  const detail = (code: ErrorCode, at: string | undefined, values: object = {}): string =>
    problemDetail(locale, code, { reference, ...(at && { field: nameOf(at) }), ...values });
  return {
    ...extra,
    type: `urn:rapport:problem:${error.code}`,
    title: problemTitle(locale, error.code),
    status: error.status,
    code: error.code,
    detail: detail(error.code, field, params),
    ...(field && { field }),
    ...(errors && {
      errors: errors.map((one) => ({ ...one, detail: detail(one.code, one.field, one.params) })),
    }),
    ...(error.code === "internal" && { reference }),
  };
}

/** What anything thrown means to the caller. */
export async function asAppError(thrown: unknown, runtime: Runtime): Promise<AppError> {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof InvalidRequest) return fromInvalid(thrown);
  const code = (thrown as Partial<FastifyError> | null)?.code ?? "";
  if (refusedByFastify[code]) return new AppError(refusedByFastify[code], { cause: thrown });
  const refused = ofStatus((thrown as Partial<FastifyError> | null)?.statusCode, code);
  if (refused) return new AppError(refused, { cause: thrown });
  return (await fromDatabaseError(thrown, runtime)) ?? new AppError("internal", { cause: thrown });
}

/** An address that names no record is one where nothing is; a body says all that is wrong with it at once. */
function fromInvalid({ part, errors }: InvalidRequest): AppError {
  if (part === "params") return new AppError("not_found");
  const first = errors[0] as FieldError;
  if (part === "querystring") return new AppError("bad_request", { field: first.field, errors });
  if (first.field === "") return new AppError("body_invalid");
  return new AppError(first.code, { field: first.field, params: first.params, errors });
}

/** Refusals of Fastify and its plugins that have no code of their own here. */
function ofStatus(status: number | undefined, code: string): ErrorCode | null {
  if (status === undefined || status < 400 || status > 499) return null;
  if (status === 413) return "too_large";
  if (status === 403 || status === 404) return "not_found";
  // Without a code it is the parser of JSON that refused.
  return code === "" || code.startsWith("FST_ERR_CTP") ? "body_invalid" : "bad_request";
}

/** For what goes wrong before there is a request: in English, as nobody has asked for another language. */
export function plainProblem(code: ErrorCode): Problem {
  return problemOf(new AppError(code), { locale: "en", nameOf: (field) => field, reference: "" });
}
