/**
 * Why a request did not come to an answer. `address`: it may not be called, or is nowhere; one word for both, so that
 * nobody learns which names the own network has. `connection`: refused or broken. `certificate`: not one for that
 * host. `timeout`: too slow. `answer`: none that is HTTP, or it led on too often.
 */
export type EgressFailure = "address" | "connection" | "certificate" | "timeout" | "answer";

/** A request to an address of a user that did not come to an answer. */
export class EgressError extends Error {
  override readonly name = "EgressError";
  readonly failure: EgressFailure;

  constructor(failure: EgressFailure, cause?: unknown) {
    super(failure, { cause });
    this.failure = failure;
  }
}

/** What a broken socket says, in our words. */
export function failureOf(error: unknown): EgressError {
  if (error instanceof EgressError) return error;
  const { name, code = "" } = (error ?? {}) as { name?: string; code?: string };
  if (name === "TimeoutError" || code === "ETIMEDOUT") return new EgressError("timeout", error);
  if (/^HPE_|^ERR_HTTP/.test(code)) return new EgressError("answer", error);
  const ofCertificate = /CERT|^ERR_TLS|^ERR_SSL|SIGNATURE|ISSUER|UNABLE_TO|^EPROTO/.test(code);
  return new EgressError(ofCertificate ? "certificate" : "connection", error);
}
