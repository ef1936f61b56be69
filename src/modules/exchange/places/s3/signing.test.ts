import { expect, test } from "vitest";
import { readListing } from "./listing.ts";
import { encoded, hashOf, signed } from "./signing.ts";

// The examples of Amazon's own description of Signature Version 4 for S3.
const signer = {
  keyId: "AKIAIOSFODNN7EXAMPLE",
  secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  region: "us-east-1",
};
const at = new Date("2013-05-24T00:00:00Z");

const signatureOf = (method: string, path: string, headers: Record<string, string> = {}, body = "") => {
  const url = new URL(path, "https://examplebucket.s3.amazonaws.com");
  const { authorization = "" } = signed(signer, { method, url, headers, bodyHash: hashOf(body), at });
  return authorization.split("Signature=")[1];
};

test("requests are signed as Amazon's examples are", () => {
  expect(signatureOf("GET", "/test.txt", { range: "bytes=0-9" })).toBe(
    "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
  );
  const put = { date: "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY" };
  expect(signatureOf("PUT", "/test%24file.text", put, "Welcome to Amazon S3.")).toBe(
    "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
  );
  expect(signatureOf("GET", "/?lifecycle")).toBe(
    "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
  );
  expect(signatureOf("GET", "/?max-keys=2&prefix=J")).toBe(
    "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
  );
});

test("words of paths and queries are written as the signature wants them", () => {
  expect(encoded("a b(1)*'!~.pdf")).toBe("a%20b%281%29%2A%27%21~.pdf");
  expect(encoded("Отчёт & co")).toBe("%D0%9E%D1%82%D1%87%D1%91%D1%82%20%26%20co");
});

test("what a bucket holds is read, and what is no such answer refused", () => {
  const xml =
    '<?xml version="1.0"?><ListBucketResult xmlns="x"><Name>b</Name><Contents><Key>a &amp; b.csv</Key><ETag>"e"</ETag><Size>12</Size><Owner><ID>1</ID></Owner></Contents><CommonPrefixes><Prefix>done/</Prefix></CommonPrefixes><NextContinuationToken>t/1=</NextContinuationToken></ListBucketResult>';
  expect(readListing(xml)).toEqual({ objects: [{ key: "a & b.csv", size: 12, mark: '"e"' }], next: "t/1=" });
  expect(() => readListing("<a><b></a>")).toThrow();
  expect(() => readListing(`${"<a>".repeat(100_000)}${"</a>".repeat(100_000)}`)).toThrow(/deep/);
  expect(() => readListing('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')).toThrow();
});
