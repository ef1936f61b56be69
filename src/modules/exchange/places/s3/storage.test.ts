import { expect, test } from "vitest";
import type { Egress } from "#platform";
import { openStorage } from "./storage.ts";

const storage = {
  address: "https://storage.example",
  bucket: "exports",
  folder: "",
  region: "eu-test-1",
  keyId: "key",
  secretKey: "secret",
};

test("a storage that always tells of one page more is asked for a thousand", async () => {
  let asked = 0;
  const receive: Egress["receive"] = () => {
    const page = `<ListBucketResult><NextContinuationToken>${++asked}</NextContinuationToken></ListBucketResult>`;
    const content = (async function* () {
      yield Buffer.from(page);
    })();
    return Promise.resolve({ status: 200, headers: {}, content, leave: () => {} } as never);
  };
  expect(await openStorage({ receive } as Egress, storage).list()).toEqual([]);
  expect(asked).toBe(1000);
});
