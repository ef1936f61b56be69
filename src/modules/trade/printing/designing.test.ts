import { beforeAll, describe, expect, test } from "vitest";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { readPdf } from "../testing/pdf-reading.ts";
import type { OrganisationDesign } from "../contract/document-design.ts";

let door: FrontDoor;
let design: OrganisationDesign;

beforeAll(async () => {
  door = await openFrontDoor();
  design = (await ask("GET", "/api/document-design")).json();
});

const ask = (method: "GET" | "PUT" | "POST", url: string, payload?: object) =>
  door.ask({ method, url, headers: { cookie: door.cookie }, ...(payload && { payload }) });

const onePixel =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4AWP4z8BQDwAEgAF/i6WQ3wAAAABJRU5ErkJggg==";

describe("how documents look", () => {
  test("is kept with its logo, and an example is shown before it is kept", async () => {
    const wanted = {
      ...design,
      logo: onePixel,
      accent: "#aa3300",
      intro: {
        ...design.intro,
        invoice: { ...design.intro.invoice, bg: "Здравейте, {{contact}}: {{total}}" },
      },
    };
    const preview = await ask("POST", "/api/document-design/preview", {
      kind: "invoice",
      language: "bg",
      design: wanted,
    });
    expect(preview.headers["content-type"]).toBe("application/pdf");
    const [page] = await readPdf(preview.rawPayload);
    expect(page?.text).toContain("Здравейте, Елена Петрова: 2 211,60 €");
    expect((await ask("PUT", "/api/document-design", wanted)).json()).toEqual(wanted);
    expect((await ask("GET", "/api/document-design")).json()).toEqual(wanted);
  });

  test("a text that names what is not there is refused with the place and the text", async () => {
    const answer = await ask("PUT", "/api/document-design", {
      ...design,
      closing: { ...design.closing, quote: { ...design.closing.quote, es: "Hola {{password}}" } },
    });
    expect(answer.json()).toMatchObject({
      code: "merge_text_invalid",
      field: "closing.quote.es",
      detail: expect.stringContaining("{{password}}"),
    });
  });

  test.each([
    ["no picture at all", "data:image/png;base64,aGVsbG8="],
    ["a picture with a head alone", onePixel.slice(0, 60)],
    // 30,000 × 30,000 dots, which would take gigabytes to unpack.
    ["a bomb", `data:image/png;base64,${bomb()}`],
  ])("%s is no logo", async (_name, logo) => {
    const answer = await ask("PUT", "/api/document-design", { ...design, logo });
    expect([answer.statusCode, answer.json().code]).toEqual([422, "logo_unfit"]);
  });

  test("is changed by those alone who may change settings", async () => {
    const headers = await door.key({ objects: {}, permissions: [] });
    const answer = await door.ask({ method: "PUT", url: "/api/document-design", headers, payload: design });
    expect(answer.statusCode).toBe(403);
  });
});

function bomb(): string {
  const head = Buffer.from("89504e470d0a1a0a0000000d494844520000753000007530080600000000000000", "hex");
  return head.toString("base64");
}
