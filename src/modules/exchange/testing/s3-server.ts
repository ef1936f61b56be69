import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { signed } from "../places/s3/signing.ts";

export interface S3Server {
  readonly address: string;
  readonly objects: Map<string, Buffer>;
  /** What it answers instead, as long as it is set. */
  fault: { readonly status: number; readonly code: string } | undefined;
  close(): Promise<void>;
}

export const s3Signer = { keyId: "AKIDEXAMPLE", secretKey: "a/secret+key", region: "eu-test-1" } as const;
const bucket = "exports";

/** A storage that speaks S3 on this machine: one bucket, signatures checked, bodies held against their hashes. */
export async function openS3Server(): Promise<S3Server> {
  const objects = new Map<string, Buffer>();
  const storage: S3Server = { address: "", objects, fault: undefined, close: async () => {} };
  const server = createServer((asked, answer) => {
    void answerTo(storage, asked, answer);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return Object.assign(storage, {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  });
}

async function answerTo(storage: S3Server, asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of asked as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const url = new URL(asked.url ?? "", storage.address);
  const refuse = (status: number, code: string) =>
    answer.writeHead(status).end(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`);
  if (storage.fault) return void refuse(storage.fault.status, storage.fault.code);
  if (!isSigned(asked, url)) return void refuse(403, "SignatureDoesNotMatch");
  if (asked.headers["x-amz-content-sha256"] !== createHash("sha256").update(body).digest("hex"))
    return void refuse(400, "XAmzContentSHA256Mismatch");
  const [, of, ...rest] = decodeURIComponent(url.pathname).split("/");
  if (of !== bucket) return void refuse(404, "NoSuchBucket");
  act(storage.objects, { asked, url, key: rest.join("/"), body }, { answer, refuse });
}

function act(
  objects: Map<string, Buffer>,
  { asked, url, key, body }: { asked: IncomingMessage; url: URL; key: string; body: Buffer },
  { answer, refuse }: { answer: ServerResponse; refuse: (status: number, code: string) => void },
): void {
  const copied = asked.headers["x-amz-copy-source"];
  if (asked.method === "GET" && key === "") return void answer.end(listing(objects, url.searchParams));
  const found = objects.get(
    copied === undefined ? key : decodeURIComponent(String(copied)).slice(bucket.length + 2),
  );
  if (asked.method === "PUT") {
    if (copied !== undefined && !found) return refuse(404, "NoSuchKey");
    objects.set(key, copied === undefined ? body : (found as Buffer));
    answer.end(copied === undefined ? "" : "<CopyObjectResult/>");
  } else if (asked.method === "DELETE") {
    objects.delete(key);
    answer.writeHead(204).end();
  } else if (found) answer.end(found);
  else refuse(404, "NoSuchKey");
}

/** Three names a page, so that several are asked for. */
function listing(objects: Map<string, Buffer>, query: URLSearchParams): string {
  const prefix = query.get("prefix") ?? "";
  const keys = [...objects.keys()]
    .filter((key) => key.startsWith(prefix) && !key.slice(prefix.length).includes("/"))
    .toSorted();
  const from = Number(query.get("continuation-token") ?? 0);
  const page = keys.slice(from, from + 3);
  const contents = page.map(
    (key) =>
      `<Contents><Key>${key.replaceAll("&", "&amp;")}</Key><ETag>${createHash("md5")
        .update(objects.get(key) ?? "")
        .digest("hex")}</ETag><Size>${objects.get(key)?.length}</Size></Contents>`,
  );
  const next = from + 3 < keys.length ? `<NextContinuationToken>${from + 3}</NextContinuationToken>` : "";
  return `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${contents.join("")}${next}</ListBucketResult>`;
}

// The way of signing itself is held against Amazon's own examples elsewhere.
function isSigned({ method = "", headers }: IncomingMessage, url: URL): boolean {
  const { authorization = "" } = headers;
  const names = /SignedHeaders=([^,]+)/.exec(authorization)?.[1]?.split(";") ?? [];
  const given = names.filter((name) => !["host", "x-amz-content-sha256", "x-amz-date"].includes(name));
  const stamp = String(headers["x-amz-date"]).replace(/(....)(..)(..)T(..)(..)(..)Z/, "$1-$2-$3T$4:$5:$6Z");
  const expected = signed(s3Signer, {
    method,
    url,
    headers: Object.fromEntries(given.map((name) => [name, String(headers[name])])),
    bodyHash: String(headers["x-amz-content-sha256"]),
    at: new Date(stamp),
  });
  return expected["authorization"] === authorization;
}
