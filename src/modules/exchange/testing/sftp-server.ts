import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { resolve } from "node:path";
import ssh2, { type Attributes, type Connection, type SFTPWrapper } from "ssh2";

export interface SftpServer {
  readonly port: number;
  /** Ends all connections, and answers no more until it is told to go on. */
  shut(): void;
  close(): Promise<void>;
}

export const sftpUser = { user: "rapport", password: "a quiet harbour" } as const;

/** Where Debian has the server of OpenSSH; it speaks for the folder where it is installed. */
export const opensshServer = "/usr/lib/openssh/sftp-server";

export function newHostKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return privateKey.export({ type: "pkcs1", format: "pem" }).toString();
}

/** A server of SFTP on this machine that lets one user in, by password, to one folder: by a program, or by what stands below. */
export async function openSftpServer(
  folder: string,
  { hostKey = newHostKey(), program }: { readonly hostKey?: string; readonly program?: string } = {},
): Promise<SftpServer> {
  const connections = new Set<Connection>();
  let isShut = false;
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
    if (isShut) return void client.end();
    connections.add(client);
    client.on("error", () => {});
    client.on("close", () => connections.delete(client));
    client.on("authentication", (asked) => {
      const isKnown =
        asked.method === "password" &&
        asked.username === sftpUser.user &&
        asked.password === sftpUser.password;
      if (isKnown) asked.accept();
      else asked.reject(["password"]);
    });
    client.on("session", (accept) => {
      const session = accept();
      if (!program) return void session.on("sftp", (begin) => serve(begin(), folder));
      session.on("subsystem", (begin) => {
        const channel = begin();
        const child = spawn(program, ["-e", "-d", folder], { cwd: folder });
        channel.pipe(child.stdin);
        child.stdout.pipe(channel);
        child.stderr.resume();
        channel.on("close", () => child.kill());
      });
    });
  });
  const door = createServer({ noDelay: true }, (socket) => server.injectSocket(socket));
  await new Promise<void>((listening) => door.listen(0, "127.0.0.1", listening));
  const endAll = () => connections.forEach((one) => one.end());
  return {
    port: (door.address() as AddressInfo).port,
    shut() {
      isShut = true;
      endAll();
    },
    async close() {
      endAll();
      await new Promise<void>((closed) => door.close(() => closed()));
    },
  };
}

const { STATUS_CODE } = ssh2.utils.sftp;

/** As much of SFTP, version 3, as a client of files needs. */
function serve(sftp: SFTPWrapper, root: string): void {
  const handles = new Map<number, FileHandle | { names: string[]; path: string }>();
  let last = 0;
  const at = (path: string): string => resolve(root, `.${resolve("/", path)}`);
  const keep = (id: number, what: FileHandle | { names: string[]; path: string }): void => {
    handles.set(++last, what);
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(last);
    sftp.handle(id, handle);
  };
  const found = (handle: Buffer) => handles.get(handle.readUInt32BE());
  const answer = (id: number, doing: Promise<unknown>): void => {
    doing.then(
      () => sftp.status(id, STATUS_CODE.OK),
      (error: NodeJS.ErrnoException) =>
        sftp.status(id, error.code === "ENOENT" ? STATUS_CODE.NO_SUCH_FILE : STATUS_CODE.FAILURE),
    );
  };
  const tell = (id: number, doing: Promise<void>): void => {
    doing.catch((error: NodeJS.ErrnoException) =>
      sftp.status(id, error.code === "ENOENT" ? STATUS_CODE.NO_SUCH_FILE : STATUS_CODE.FAILURE),
    );
  };
  sftp.on("REALPATH", (id, path) => {
    const whole = resolve("/", path);
    tell(
      id,
      stat(at(whole)).then(() => sftp.name(id, [{ filename: whole, longname: whole, attrs: noAttributes }])),
    );
  });
  sftp.on("OPENDIR", (id, path) =>
    tell(
      id,
      readdir(at(path)).then((names) => keep(id, { names, path: at(path) })),
    ),
  );
  sftp.on("READDIR", (id, handle) => {
    const folder = found(handle);
    if (!folder || !("names" in folder) || folder.names.length === 0) return sftp.status(id, STATUS_CODE.EOF);
    const names = folder.names.splice(0, 50);
    const entries = names.map(async (name) => ({
      filename: name,
      longname: name,
      attrs: await attributesOf(resolve(folder.path, name)),
    }));
    tell(
      id,
      Promise.all(entries).then((all) => sftp.name(id, all)),
    );
  });
  sftp.on("OPEN", (id, path, flags) =>
    tell(
      id,
      open(at(path), modeOf(flags)).then((file) => keep(id, file)),
    ),
  );
  sftp.on("READ", (id, handle, offset, length) => {
    const file = found(handle) as FileHandle;
    tell(
      id,
      file.read(Buffer.alloc(length), 0, length, offset).then(({ bytesRead, buffer }) => {
        if (bytesRead === 0) sftp.status(id, STATUS_CODE.EOF);
        else sftp.data(id, buffer.subarray(0, bytesRead));
      }),
    );
  });
  sftp.on("WRITE", (id, handle, offset, data) =>
    answer(id, (found(handle) as FileHandle).write(data, 0, data.length, offset)),
  );
  sftp.on("CLOSE", (id, handle) => {
    const one = found(handle);
    handles.delete(handle.readUInt32BE());
    answer(id, one && "close" in one ? one.close() : Promise.resolve());
  });
  const tellAttributes = (id: number, path: string) =>
    tell(
      id,
      attributesOf(at(path)).then((attributes) => sftp.attrs(id, attributes)),
    );
  sftp.on("STAT", tellAttributes);
  sftp.on("LSTAT", tellAttributes);
  sftp.on("FSTAT", (id, handle) =>
    tell(
      id,
      (found(handle) as FileHandle)
        .stat()
        .then(({ size, mode }) => sftp.attrs(id, { ...noAttributes, size, mode })),
    ),
  );
  sftp.on("SETSTAT", (id) => sftp.status(id, STATUS_CODE.OK));
  sftp.on("FSETSTAT", (id) => sftp.status(id, STATUS_CODE.OK));
  sftp.on("REMOVE", (id, path) => answer(id, rm(at(path))));
  sftp.on("RENAME", (id, from, to) => answer(id, renameToNew(at(from), at(to))));
  sftp.on("MKDIR", (id, path) => answer(id, mkdir(at(path))));
}

// As the standard has it: what is there is not written over.
async function renameToNew(from: string, to: string): Promise<void> {
  const isThere = await stat(to).then(
    () => true,
    () => false,
  );
  if (isThere) throw new Error("It is there already");
  await rename(from, to);
}

const noAttributes: Attributes = { mode: constants.S_IFDIR, uid: 0, gid: 0, size: 0, atime: 0, mtime: 0 };

async function attributesOf(path: string): Promise<Attributes> {
  const { mode, size, mtimeMs } = await stat(path);
  return { ...noAttributes, mode, size, mtime: Math.floor(mtimeMs / 1000) };
}

function modeOf(flags: number): number {
  const { READ, WRITE, CREAT, TRUNC, EXCL } = ssh2.utils.sftp.OPEN_MODE;
  const has = (flag: number) => (flags & flag) !== 0;
  const way = has(WRITE) ? (has(READ) ? constants.O_RDWR : constants.O_WRONLY) : constants.O_RDONLY;
  return (
    way |
    (has(CREAT) ? constants.O_CREAT : 0) |
    (has(TRUNC) ? constants.O_TRUNC : 0) |
    (has(EXCL) ? constants.O_EXCL : 0)
  );
}
