import { expect, test } from "vitest";
import { digestAnswer } from "./digest.ts";

// The example of RFC 2617, 3.5, without qop.
const proof = {
  method: "GET",
  address: "/dir/index.html",
  login: "Mufasa",
  password: "Circle Of Life",
};
const nonce = "dcd98b7102dd2f0e8b11d0f600bfb0c093";

test("a challenge is answered as the standard reckons it", () => {
  const answer = digestAnswer(`Digest realm="testrealm@host.com", nonce="${nonce}", opaque="5c"`, proof);
  expect(answer).toBe(
    `Digest username="Mufasa", realm="testrealm@host.com", nonce="${nonce}", uri="/dir/index.html", opaque="5c", response="670fd8c2df070c60b045671b8b24ff02"`,
  );
});

test.each(["MD5", "SHA-256"])("where it asks for qop, ours is in it: %s", (algorithm) => {
  const answer = digestAnswer(
    `Digest qop="auth-int, auth",algorithm=${algorithm},realm="a \\"b\\"",nonce="${nonce}"`,
    proof,
  );
  expect(answer).toMatch(
    new RegExp(`realm="a .*", .*algorithm=${algorithm}, qop=auth, nc=00000001, cnonce="[0-9a-f]{16}"`),
  );
  expect(/response="([0-9a-f]+)"/.exec(answer ?? "")?.[1]).toHaveLength(algorithm === "MD5" ? 32 : 64);
});

test("of several ways the first that we know is taken, and nothing of another", () => {
  const others = `Digest realm="other", nonce="n1", algorithm=SHA-512-256, opaque="o", Basic realm="b"`;
  const answer = digestAnswer(`${others}, Digest realm="a, Digest b", nonce="${nonce}", realm="c"`, proof);
  expect(answer).toMatch(new RegExp(`realm="a, Digest b", nonce="${nonce}", uri="[^"]*", response="`));
  const first = digestAnswer(
    `Digest realm="a", nonce="x", algorithm=SHA-256, Digest realm="a", nonce="y"`,
    proof,
  );
  expect(first).toContain('nonce="x", uri="/dir/index.html", algorithm=SHA-256, response="');
});

test.each([
  "",
  "Basic realm=x",
  "Digest realm=x",
  `Digest realm="x", nonce="${nonce}", algorithm=MD4`,
  `Digest realm="x", nonce="${nonce}", qop="auth-int"`,
])("what we cannot answer is not answered: %s", (challenge) =>
  expect(digestAnswer(challenge, proof)).toBeNull(),
);
