import type { Place, PlaceDefinition, PlaceKind } from "#exchange/contract";

/** A place as it is typed. What is secret is empty unless it is given anew. */
export interface PlaceDraft {
  readonly name: string;
  readonly kind: PlaceKind;
  readonly folder: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly proof: "password" | "key";
  readonly password: string;
  readonly private_key: string;
  readonly passphrase: string;
  readonly address: string;
  readonly region: string;
  readonly bucket: string;
  readonly key_id: string;
  readonly secret_key: string;
}

const empty: PlaceDraft = {
  name: "",
  kind: "sftp",
  folder: "",
  host: "",
  port: 22,
  user: "",
  proof: "password",
  password: "",
  private_key: "",
  passphrase: "",
  address: "",
  region: "us-east-1",
  bucket: "",
  key_id: "",
  secret_key: "",
};

export function draftOf(place: Place | undefined): PlaceDraft {
  return place ? { ...empty, ...place.where, name: place.name } : empty;
}

export function definitionOf(draft: PlaceDraft): PlaceDefinition {
  return { name: draft.name, where: whereOf(draft) };
}

function whereOf(draft: PlaceDraft): PlaceDefinition["where"] {
  const { kind, folder, host, port, user, address, region, bucket, key_id } = draft;
  if (kind === "folder") return { kind, folder };
  if (kind === "s3") {
    const secret = draft.secret_key ? { secret_key: draft.secret_key } : {};
    return { kind, address, region, bucket, folder, key_id, ...secret };
  }
  return { kind, host, port, user, folder, ...proofOf(draft) };
}

function proofOf({ proof, password, private_key, passphrase }: PlaceDraft) {
  if (proof === "password") return password ? { password } : {};
  return private_key ? { private_key, ...(passphrase && { passphrase }) } : {};
}
