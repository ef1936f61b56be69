import { createHash, createHmac } from "node:crypto";

export interface Signer {
  readonly keyId: string;
  readonly secretKey: string;
  readonly region: string;
}

export interface SignedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** SHA-256 of the body in hexadecimal digits. */
  readonly bodyHash: string;
  readonly at: Date;
}

/**
 * The headers of a request with its signature, AWS Signature Version 4 for S3: a key derived from the secret for day, region and
 * service signs a plain text of method, path, query, headers and the body's hash.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function signed(signer: Signer, request: SignedRequest): Record<string, string> {
  const stamp = request.at.toISOString().replace(/[-:]|\.\d{3}/g, "");
  const day = stamp.slice(0, 8);
  const headers: Record<string, string> = {
    ...request.headers,
    host: request.url.host,
    "x-amz-content-sha256": request.bodyHash,
    "x-amz-date": stamp,
  };
  const names = Object.keys(headers)
    .map((name) => name.toLowerCase())
    .toSorted();
  const scope = `${day}/${signer.region}/s3/aws4_request`;
  const plain = [
    request.method,
    request.url.pathname,
    queryOf(request.url),
    ...names.map((name) => `${name}:${valueOf(headers, name)}`),
    "",
    names.join(";"),
    request.bodyHash,
  ].join("\n");
  const text = ["AWS4-HMAC-SHA256", stamp, scope, hashOf(plain)].join("\n");
  const signature = hmac(keyFor(signer, day), text).toString("hex");
  const authorization = `AWS4-HMAC-SHA256 Credential=${signer.keyId}/${scope},SignedHeaders=${names.join(";")},Signature=${signature}`;
  return { ...headers, authorization };
}

/** As the signature wants a word of a path or query: all but letters, digits and `-._~` in hexadecimal. */
export function encoded(word: string): string {
  return encodeURIComponent(word).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export function hashOf(text: string | Buffer): string {
  return createHash("sha256").update(text).digest("hex");
}

function queryOf({ searchParams }: URL): string {
  return [...searchParams]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .toSorted()
    .join("&");
}

function valueOf(headers: Readonly<Record<string, string>>, name: string): string {
  const [, value = ""] = Object.entries(headers).find(([one]) => one.toLowerCase() === name) ?? [];
  return value.trim().replace(/\s+/g, " ");
}

function keyFor({ secretKey, region }: Signer, day: string): Buffer {
  return hmac(hmac(hmac(hmac(`AWS4${secretKey}`, day), region), "s3"), "aws4_request");
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
