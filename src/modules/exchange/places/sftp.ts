import { createHash } from "node:crypto";
import { posix } from "node:path";
import ssh2, { type Client, type FileEntryWithStats, type SFTPWrapper } from "ssh2";
import { AppError } from "#kernel/error";
import { newId } from "#kernel/id";
import { type Egress } from "#platform";
import { placeLimits } from "../contract/places.ts";
import {
  assertFileName,
  done,
  isFileName,
  type OpenPlace,
  placeError,
  type PlacedFile,
  wayError,
} from "./place.ts";
import { isEnd, readPieces, writePieces } from "./sftp-transfer.ts";

export interface Server {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly folder: string;
  readonly password?: string | undefined;
  readonly privateKey?: string | undefined;
  readonly passphrase?: string | undefined;
  /** As it was noted; null where the server was not met yet. */
  readonly hostKey: string | null;
}

const usualPort = 22;
const patience = 15_000;

/**
 * A folder of a server that speaks SFTP, over the one way out. `met` hears of the key of a server that was not met before, by which it is known
 * from then on; one with another key is not spoken to (`place_key_changed`).
 */
export async function openSftp(
  egress: Egress,
  server: Server,
  met: (hostKey: string) => Promise<void>,
): Promise<OpenPlace> {
  const { client, hostKey } = await signIn(egress, server);
  try {
    if (server.hostKey === null) await met(hostKey);
    const sftp = await within(
      patience,
      asked<SFTPWrapper>((told) => client.sftp(told)),
    );
    const path = await asked<string>((told) => sftp.realpath(server.folder || ".", told));
    return placeAt(sftp, path, () => leave(client));
  } catch (error) {
    leave(client);
    throw error;
  }
}

async function signIn(egress: Egress, server: Server): Promise<{ client: Client; hostKey: string }> {
  const { host, port, user, password, privateKey, passphrase } = server;
  const sock = await egress.connect({ host, port, usual: usualPort }).catch((error) => {
    throw wayError(error);
  });
  // Small questions go at once.
  sock.setNoDelay(true);
  const client = new ssh2.Client();
  let shown = "";
  const isKnown = (key: Buffer): boolean => {
    shown = `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;
    return server.hostKey === null || shown === server.hostKey;
  };
  await new Promise<void>((resolve, reject) => {
    client.once("ready", resolve);
    // Stays: what breaks later fails the question that is open.
    client.on("error", (error) =>
      reject(
        server.hostKey !== null && shown !== "" && shown !== server.hostKey
          ? placeError("place_key_changed", error)
          : signInError(error),
      ),
    );
    client.once("close", () => reject(placeError("place_unreachable")));
    try {
      client.connect({
        sock,
        username: user,
        ...(password !== undefined && { password }),
        ...(privateKey !== undefined && { privateKey }),
        ...(passphrase !== undefined && { passphrase }),
        hostVerifier: isKnown,
        readyTimeout: patience,
        keepaliveInterval: 10_000,
        keepaliveCountMax: 3,
      });
    } catch (error) {
      // A key that is none, or whose passphrase is wrong.
      reject(placeError("place_login_refused", error));
    }
  }).catch((error) => {
    leave(client);
    sock.destroy();
    throw error;
  });
  return { client, hostKey: shown };
}

function signInError(error: Error & { readonly level?: string }): AppError {
  return placeError(
    error.level === "client-authentication" ? "place_login_refused" : "place_unreachable",
    error,
  );
}

function leave(client: Client): void {
  client.end();
  client.destroy();
}

function placeAt(sftp: SFTPWrapper, path: string, close: () => void): OpenPlace {
  const at = (name: string): string => {
    assertFileName(name);
    return posix.join(path, name);
  };
  return {
    list: () => listOf(sftp, path),
    read: async (name) => readFrom(sftp, at(name)),
    async put(name, content) {
      const [to, unfinished] = [at(name), posix.join(path, `.rapport-${newId()}.part`)];
      try {
        await withFile(sftp, unfinished, "wx", (handle) => writePieces(sftp, handle, content.open()));
        await moveOver(sftp, unfinished, to);
      } catch (error) {
        await asked((told) => sftp.unlink(unfinished, told)).catch(() => {});
        throw fileError(error);
      }
    },
    remove: async (name) => asked((told) => sftp.unlink(at(name), told)),
    async putAway(name) {
      const folder = posix.join(path, done);
      // It may be there already; if it cannot be made, moving fails.
      await asked((told) => sftp.mkdir(folder, told)).catch(() => {});
      await moveOver(sftp, at(name), posix.join(folder, name));
    },
    close: async () => close(),
  };
}

async function listOf(sftp: SFTPWrapper, path: string): Promise<readonly PlacedFile[]> {
  const handle = await asked<Buffer>((told) => sftp.opendir(path, told));
  const found: PlacedFile[] = [];
  try {
    let looked = 0;
    for (let page = 0; page < placeLimits.pages; page++) {
      if (found.length >= placeLimits.files || looked >= placeLimits.entries) break;
      const entries = await asked<FileEntryWithStats[]>((told) => sftp.readdir(handle, told)).catch(
        (error) => {
          if (isEnd((error as AppError).cause)) return [];
          throw error;
        },
      );
      if (entries.length === 0) break;
      looked += entries.length;
      for (const { filename, attrs } of entries)
        if (attrs.isFile() && isFileName(filename))
          found.push({ name: filename, size: attrs.size, mark: String(attrs.mtime) });
    }
  } finally {
    await asked((told) => sftp.close(handle, told)).catch(() => {});
  }
  return found.slice(0, placeLimits.files);
}

async function* readFrom(sftp: SFTPWrapper, path: string): AsyncGenerator<Buffer> {
  const handle = await asked<Buffer>((told) => sftp.open(path, "r", told));
  try {
    yield* readPieces(sftp, handle);
  } catch (error) {
    throw fileError(error);
  } finally {
    sftp.close(handle, () => {});
  }
}

async function withFile(
  sftp: SFTPWrapper,
  path: string,
  flags: "wx",
  run: (handle: Buffer) => Promise<void>,
): Promise<void> {
  const handle = await asked<Buffer>((told) => sftp.open(path, flags, told));
  try {
    await run(handle);
  } finally {
    await asked((told) => sftp.close(handle, told));
  }
}

/** In place of what is there: at once where the server can, else with a moment in which there is neither. */
async function moveOver(sftp: SFTPWrapper, from: string, to: string): Promise<void> {
  try {
    await asked((told) => sftp.ext_openssh_rename(from, to, told));
  } catch {
    await asked((told) => sftp.unlink(to, told)).catch(() => {});
    await asked((told) => sftp.rename(from, to, told));
  }
}

type Told<T> = (error: Error | null | undefined, answer: T) => void;

/** Asks the server, which may have gone. */
function asked<T = void>(ask: (told: Told<T>) => void): Promise<T> {
  const answer = new Promise<T>((resolve, reject) => {
    ask((error, found) => (error ? reject(fileError(error)) : resolve(found)));
  });
  return within(patience, answer);
}

async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(placeError("place_unreachable")), milliseconds);
  });
  return await Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

const { STATUS_CODE } = ssh2.utils.sftp;

function fileError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code } = (error ?? {}) as { readonly code?: unknown };
  if (code === STATUS_CODE.NO_SUCH_FILE) return placeError("place_missing", error);
  if (code === STATUS_CODE.PERMISSION_DENIED) return placeError("place_denied", error);
  return placeError("place_unreachable", error);
}
