import type { PlaceWhere } from "#exchange/contract";

/** Where a place is, in one line. */
export function whereText(where: PlaceWhere): string {
  if (where.kind === "folder") return where.folder || "/";
  if (where.kind === "s3")
    return [where.address.replace(/\/+$/, ""), where.bucket, where.folder].filter(Boolean).join("/");
  const { host, port, user, folder } = where;
  return `${user}@${host}${port === 22 ? "" : `:${port}`}${folder ? `:${folder}` : ""}`;
}
