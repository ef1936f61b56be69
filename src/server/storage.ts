import { statfs } from "node:fs/promises";
import { AppError } from "#kernel/error";

/**
 * PostgreSQL ends itself when it cannot lengthen its log, and reading with it. So what would write is refused while
 * there is still room for one more piece of the log (16 MB) and the small change of running.
 */
const reserve = 24 * 1024 * 1024;
const lookEvery = 500;

export interface StorageWatch {
  readonly isFull: boolean;
  stop(): void;
}

/** Looks again and again at the disk that holds `folder`. */
export async function watchStorage(folder: string): Promise<StorageWatch> {
  let full = await isStorageFull(folder);
  const timer = setInterval(async () => {
    full = await isStorageFull(folder);
  }, lookEvery);
  return {
    get isFull() {
      return full;
    },
    stop: () => clearInterval(timer),
  };
}

/** Whether the disk that holds `folder` is full, but for the reserve. */
export async function isStorageFull(folder: string): Promise<boolean> {
  const disk = await statfs(folder).catch(() => undefined);
  return disk !== undefined && disk.bavail * disk.bsize < reserve;
}

/** Throws `storage_full` where so many bytes more would not fit on the disk that holds `folder`. */
export async function assertRoom(folder: string, bytes: number): Promise<void> {
  const disk = await statfs(folder);
  if (disk.bavail * disk.bsize < bytes + reserve) throw new AppError("storage_full");
}
