import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { sql } from "kysely";
import { beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { resolveActor } from "#platform";
import { create } from "#records";
import { buildOrganisation, buildUser, type TestActor } from "../../../../../test/builders.ts";
import { testRuntime, type TestRuntime } from "../../../../../test/harness.ts";
import type { MailboxSettings } from "../../contract/mailboxes.ts";
import { accept, addressOfConsent } from "../settings/consenting.ts";
import { tryOut } from "../settings/trying.ts";
import { proofOf } from "./proof.ts";
import { keepMailbox, mailboxOf } from "./stored-connection.ts";

let runtime: TestRuntime;
let maria: TestActor;
let mailboxes = 0;

beforeAll(async () => {
  runtime = await testRuntime({ resolveActor, settings: { egressAllow: [{ host: "127.0.0.1" }] } });
  await buildOrganisation(runtime.database);
  maria = await buildUser(runtime.database);
});

test("of several that need a token at once one asks for it, and the next time what it was given opens", async () => {
  const provider = await tokenServer();
  const account = await mailbox({ tokenEndpoint: provider.address });
  const box = await stored(account);
  const proofs = await Promise.all([1, 2, 3].map(() => proofOf(runtime, box)));
  expect(proofs).toEqual(Array(3).fill({ user: "support@vitosha.example", accessToken: "access 1" }));
  expect(provider.asked).toHaveLength(1);
  expect(Object.fromEntries(provider.asked[0] ?? [])).toEqual({
    grant_type: "refresh_token",
    client_id: "rapport",
    client_secret: "hidden",
    refresh_token: "refresh 0",
  });
  // Its hour is over.
  const { secrets } = await stored(account);
  await keep(account, box.settings, { ...secrets, accessUntil: 0 });
  expect(await proofOf(runtime, await stored(account))).toMatchObject({ accessToken: "access 2" });
  expect(provider.asked[1]?.get("refresh_token")).toBe("refresh 1");
});

test("while a provider thinks, the mailbox is held by nobody, and what was connected meanwhile stays", async () => {
  const provider = await tokenServer();
  const account = await mailbox({ tokenEndpoint: provider.address });
  const box = await stored(account);
  const goOn = provider.think();
  const proof = proofOf(runtime, box);
  await vi.waitFor(() => expect(provider.asked).toHaveLength(1), { timeout: 10_000 });
  await runtime.runAsSystem((work) =>
    sql`select 1 from channel_connections where account_id = ${account} for update nowait`.execute(work.db),
  );
  await keep(account, box.settings, { ...box.secrets, refreshToken: "another" });
  goOn();
  expect(await proof).toMatchObject({ accessToken: "access 1" });
  expect((await stored(account)).secrets).toMatchObject({ refreshToken: "another" });
});

test("a server takes the token by XOAUTH2; where the consent is gone, somebody has to sign in again", async () => {
  const provider = await tokenServer();
  const smtp = await smtpServer("access 1");
  const account = await mailbox({ tokenEndpoint: provider.address, port: smtp });
  const edge = { runtime, actor: maria } as never;
  expect(await tryOut(edge, account)).toEqual({ reading: "not_set", sending: "well" });
  provider.refuse();
  const { settings, secrets } = await stored(account);
  await keep(account, settings, { ...secrets, accessUntil: 0 });
  expect(await tryOut(edge, account)).toEqual({ reading: "not_set", sending: "sign_in" });
});

test("a secret goes to no provider that is asked without encryption, but in the own network", async () => {
  const account = await mailbox({ tokenEndpoint: "http://tokens.example/token" });
  await expect(proofOf(runtime, await stored(account))).rejects.toMatchObject({ trouble: "security" });
});

test("who consents at the provider comes back with what opens the mailbox, and nobody comes in their place", async () => {
  const provider = await tokenServer();
  const account = await mailbox({ tokenEndpoint: provider.address });
  const { address } = await runtime.run(maria, "screen", (work) => addressOfConsent(work, runtime, account));
  const asked = new URL(address);
  expect(`${asked.origin}${asked.pathname}`).toBe("https://provider.example/consent");
  expect(asked.searchParams.get("redirect_uri")).toBe("http://localhost:3000/api/mailbox-consents");
  const state = asked.searchParams.get("state") ?? "";
  const ivan = await buildUser(runtime.database, { name: "Ivan Georgiev" });
  const back = (actor: TestActor, told: string) =>
    accept({ runtime, actor, reply: { redirect: (to: string) => to } } as never, {
      code: "the code",
      state: told,
    });
  await expect(back(ivan, state)).rejects.toMatchObject({ code: "link_expired" });
  await expect(back(maria, `${state.slice(0, -4)}AAAA`)).rejects.toMatchObject({ code: "link_expired" });
  expect(provider.asked).toHaveLength(0);
  expect(await back(maria, state)).toBe("http://localhost:3000/settings/mailboxes");
  expect(Object.fromEntries(provider.asked[0] ?? [])).toMatchObject({
    grant_type: "authorization_code",
    code: "the code",
  });
  expect((await stored(account)).secrets).toMatchObject({
    accessToken: "access 1",
    refreshToken: "refresh 1",
  });
});

test("what is changed while a provider thinks stays changed, and what it gives is for no other provider", async () => {
  const provider = await tokenServer();
  const consents = async (change: (account: string) => Promise<void>) => {
    const account = await mailbox({ tokenEndpoint: provider.address });
    const { address } = await runtime.run(maria, "screen", (work) =>
      addressOfConsent(work, runtime, account),
    );
    const state = new URL(address).searchParams.get("state") ?? "";
    const before = provider.asked.length;
    const answered = provider.think();
    const back = accept({ runtime, actor: maria, reply: { redirect: () => null } } as never, {
      code: "the code",
      state,
    });
    await vi.waitFor(() => expect(provider.asked.length).toBe(before + 1), { timeout: 45_000 });
    await change(account);
    answered();
    await back;
    return stored(account);
  };
  const renamed = await consents(async (account) => {
    const { settings, secrets } = await stored(account);
    await keep(account, { ...settings, userName: "another" }, secrets);
  });
  expect(renamed).toMatchObject({
    settings: { userName: "another" },
    secrets: { accessToken: expect.any(String) },
  });
  const moved = await consents(async (account) => {
    const { settings, secrets } = await stored(account);
    const oauth = { ...settings.oauth, tokenEndpoint: "https://tokens.example/" } as MailboxSettings["oauth"];
    await keep(account, { ...settings, oauth }, secrets);
  });
  expect(moved.secrets).not.toHaveProperty("accessToken");
});

/** Gives a new pair each time, and takes each refresh token once, as some do. */
async function tokenServer() {
  const asked: URLSearchParams[] = [];
  let refused = false;
  let thinking = Promise.resolve();
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request) body += String(piece);
    asked.push(new URLSearchParams(body));
    const count = asked.length;
    await thinking;
    response.writeHead(refused ? 400 : 200, { "content-type": "application/json" });
    response.end(
      JSON.stringify(
        refused
          ? { error: "invalid_grant" }
          : { access_token: `access ${count}`, refresh_token: `refresh ${count}`, expires_in: 3600 },
      ),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const think = () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    thinking = promise;
    return resolve;
  };
  return { asked, address: `http://127.0.0.1:${port}/token`, refuse: () => (refused = true), think };
}

async function smtpServer(token: string): Promise<number> {
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    authMethods: ["XOAUTH2"],
    onAuth: ({ method, accessToken }, _session, done) =>
      method === "XOAUTH2" && accessToken === token
        ? done(null, { user: "support" })
        : done(new Error("Not this one")),
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return (server.server.address() as AddressInfo).port;
}

async function mailbox({ tokenEndpoint, port }: { tokenEndpoint: string; port?: number }): Promise<string> {
  const { id } = await runtime.run(maria, "screen", (work) =>
    create(work, "channel_account", {
      name: "Support",
      kind: "mailbox",
      address: `support${++mailboxes}@vitosha.example`,
    }),
  );
  const settings: MailboxSettings = {
    imap: null,
    smtp: port ? { host: "127.0.0.1", port, security: "none" } : null,
    userName: "support@vitosha.example",
    signIn: "oauth",
    oauth: { authorizationEndpoint: "https://provider.example/consent", tokenEndpoint, clientId: "rapport" },
    plusAddresses: false,
    confirmation: {},
  };
  await keep(id, settings, { clientSecret: "hidden", refreshToken: "refresh 0" });
  return id;
}

async function stored(account: string) {
  const box = await mailboxOf(runtime, account);
  if (!box) throw new Error("There is no mailbox");
  return box;
}

function keep(account: string, settings: MailboxSettings, secrets: object): Promise<void> {
  return runtime.runAsSystem((work) =>
    keepMailbox(work.db, runtime.settings.secret, { account, settings, secrets }),
  );
}
