import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams } from "#records/contract";

export const largestFile = 25 * 1024 * 1024;

export const keptFile = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  type: z.string(),
  size: z.int(),
});

export const uploadFile = defineAction({
  id: "uploadFile",
  method: "POST",
  path: "/api/files",
  summary: "Takes one file as multipart/form-data, 25 MB at most.",
  permission: "signed_in",
  output: keptFile,
  status: 201,
});

export const downloadFile = defineAction({
  id: "downloadFile",
  method: "GET",
  path: "/api/files/:id",
  summary: "A file that one brought oneself, or that hangs on a record one may read.",
  permission: "signed_in",
  params: idParams,
});
