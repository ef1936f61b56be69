import type { Readable } from "node:stream";
import type { AppError } from "#kernel/error";
import type { Egress, EgressStream } from "#platform";
import { placeLimits } from "../../contract/places.ts";
import {
  assertFileName,
  done,
  isFileName,
  type OpenPlace,
  placeError,
  type PlacedFile,
  wayError,
} from "../place.ts";
import { readListing } from "./listing.ts";
import { encoded, hashOf, type Signer, signed } from "./signing.ts";

export interface Storage extends Signer {
  readonly address: string;
  readonly bucket: string;
  readonly folder: string;
}

interface Asked {
  readonly method: "GET" | "PUT" | "DELETE";
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: { readonly size: number; readonly sha256: string; open(): Readable };
}

/** A bucket of a storage that speaks S3, by its path and not by a name of its own, which every such storage understands. */
export function openStorage(egress: Egress, storage: Storage): OpenPlace {
  const folder = storage.folder.replace(/^\/+|\/+$/g, "");
  const prefix = folder ? `${folder}/` : "";
  const ask = (asked: Asked) => askStorage(egress, storage, asked);
  const keyOf = (name: string): string => {
    assertFileName(name);
    return prefix + name;
  };
  const finish = async (asked: Asked): Promise<void> => (await ask(asked)).leave();
  return {
    list: () => listOf(ask, prefix),
    async read(name) {
      return whole((await ask({ method: "GET", key: keyOf(name) })).content);
    },
    // It is there when all of it came, and not before.
    put: async (name, body) => finish({ method: "PUT", key: keyOf(name), body }),
    remove: async (name) => finish({ method: "DELETE", key: keyOf(name) }),
    async putAway(name) {
      const from = keyOf(name);
      const source = `/${[storage.bucket, ...from.split("/")].map(encoded).join("/")}`;
      const copied = await ask({
        method: "PUT",
        key: `${prefix}${done}/${name}`,
        headers: { "x-amz-copy-source": source },
      });
      // A copy that fails after it began says so in an answer that begins well.
      if (/<Error>/.test(await beginningOf(copied))) throw placeError("place_unreachable");
      await finish({ method: "DELETE", key: from });
    },
    close: async () => {},
  };
}

const emptyHash = hashOf("");
const hour = 3_600_000;

async function askStorage(egress: Egress, storage: Storage, asked: Asked): Promise<EgressStream> {
  const { method, key = "", query = {}, headers = {}, body } = asked;
  const url = new URL(storage.address);
  url.pathname = `/${[storage.bucket, ...key.split("/")].filter(Boolean).map(encoded).join("/")}`;
  url.search = Object.entries(query)
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .join("&");
  const given = method === "PUT" ? { ...headers, "content-length": String(body?.size ?? 0) } : headers;
  const bodyHash = body?.sha256 ?? emptyHash;
  const request = { method, url, headers: given, bodyHash, at: new Date() };
  const answer = await egress
    .receive({
      method,
      address: url.href,
      headers: signed(storage, request),
      ...(body && { body: body.open() }),
      patience: { connect: 10_000, answer: 60_000, whole: hour },
    })
    .catch((error) => {
      throw wayError(error);
    });
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw storageError(answer.status, await beginningOf(answer));
}

async function listOf(
  ask: (asked: Asked) => Promise<EgressStream>,
  prefix: string,
): Promise<readonly PlacedFile[]> {
  const found: PlacedFile[] = [];
  let next: string | undefined = "";
  let looked = 0;
  for (let page = 0; page < placeLimits.pages && next !== undefined; page++) {
    if (found.length >= placeLimits.files || looked >= placeLimits.entries) break;
    const query: Asked["query"] = {
      delimiter: "/",
      "list-type": "2",
      prefix,
      ...(next && { "continuation-token": next }),
    };
    const answer = await ask({ method: "GET", query });
    const listing = read(await beginningOf(answer));
    next = listing.next;
    looked += listing.objects.length;
    for (const { key, size, mark } of listing.objects) {
      const name = key.slice(prefix.length);
      if (isFileName(name)) found.push({ name, size, mark });
    }
  }
  return found.slice(0, placeLimits.files);
}

function read(xml: string): ReturnType<typeof readListing> {
  try {
    return readListing(xml);
  } catch (error) {
    throw placeError("place_unreachable", error);
  }
}

const longestAnswer = 4 * 1024 * 1024;

async function beginningOf({ content, leave }: EgressStream): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of whole(content)) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > longestAnswer) break;
  }
  leave();
  return Buffer.concat(chunks).toString("utf8");
}

async function* whole(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* content;
  } catch (error) {
    throw wayError(error);
  }
}

const refusals = [
  "InvalidAccessKeyId",
  "SignatureDoesNotMatch",
  "AuthorizationHeaderMalformed",
  "InvalidToken",
];

/** The storage tells its reason as a word within its answer, which is made for programs. */
function storageError(status: number, xml: string): AppError {
  const reason = /<Code>(\w{1,60})<\/Code>/.exec(xml)?.[1] ?? "";
  const cause = new Error(`${status} ${reason}`);
  if (refusals.includes(reason) || status === 401) return placeError("place_login_refused", cause);
  if (status === 403) return placeError("place_denied", cause);
  if (status === 404) return placeError("place_missing", cause);
  return placeError("place_unreachable", cause);
}
