import { sql } from "kysely";
import { openEgress } from "#platform";
import type { Runtime } from "#records";
import { openFolder } from "./folder.ts";
import type { OpenPlace } from "./place.ts";
import { openStorage } from "./s3/storage.ts";
import { openSftp } from "./sftp.ts";
import { type StoredPlace, unsealPlace } from "./stored-place.ts";

/** Opens a place for as long as `run` takes. Errors as the methods of `OpenPlace`, and `place_address_refused`, `place_folder_refused`. */
export async function atPlace<T>(
  runtime: Runtime,
  stored: StoredPlace,
  run: (place: OpenPlace) => Promise<T>,
): Promise<T> {
  const place = await opened(runtime, stored);
  try {
    return await run(place);
  } finally {
    await place.close();
  }
}

async function opened(runtime: Runtime, stored: StoredPlace): Promise<OpenPlace> {
  const { settings } = runtime;
  const { definition: where } = stored;
  if (where.kind === "folder") return openFolder(settings, where.folder);
  const secret = unsealPlace(settings.secret, stored);
  if (where.kind === "s3") {
    const { key_id: keyId, ...rest } = where;
    return openStorage(openEgress(settings), { ...rest, keyId, secretKey: secret.secret_key ?? "" });
  }
  const { password, private_key: privateKey, passphrase } = secret;
  const server = { ...where, password, privateKey, passphrase, hostKey: stored.host_key };
  return openSftp(openEgress(settings), server, (hostKey) => keepHostKey(runtime, stored, hostKey));
}

// Of two that meet a server at once the first notes it.
async function keepHostKey({ database }: Runtime, { id }: StoredPlace, hostKey: string): Promise<void> {
  await sql`update places set host_key = ${hostKey} where id = ${id}::uuid and host_key is null`.execute(
    database,
  );
}
