import { describe, expect, it } from "vitest";
import type { Subject } from "../timeline/subject.ts";
import { emptyDraft } from "./draft.ts";
import { isComplete, writtenOf } from "./written.ts";

const elena = { id: "p1", title: "Elena Petrova", object: "party" };
const subject: Subject = { path: "/api/parties/p1", field: "party", link: elena };
const now = new Date("2026-11-21T10:00:00Z");

describe("what one writes down about a customer", () => {
  it("is a note that points to the customer", () => {
    expect(writtenOf({ ...emptyDraft, text: " Likes mornings \n" }, subject, now)).toEqual({
      object: "note",
      values: { party: elena, body: "Likes mornings" },
    });
  });

  it("is a task for a deal where the page is a deal's", () => {
    const deal = { ...subject, field: "deal" as const, link: { ...elena, object: "deal" } };
    expect(writtenOf({ ...emptyDraft, kind: "task", subject: "Send the quote" }, deal, now)).toMatchObject({
      object: "task",
      values: { subject: "Send the quote", deal: deal.link },
    });
  });

  it("is a task to hold the meeting while it is still to come, an interaction once it was", () => {
    const meeting = { ...emptyDraft, kind: "meeting" as const, subject: "Renewal", minutes: 90 };
    expect(writtenOf({ ...meeting, at: "2026-11-22T10:00:00Z" }, subject, now)).toMatchObject({
      object: "task",
      values: { kind: "meeting", due_at: "2026-11-22T10:00:00Z", ends_at: "2026-11-22T11:30:00.000Z" },
    });
    expect(writtenOf({ ...meeting, at: "2026-11-20T10:00:00Z" }, subject, now)).toMatchObject({
      object: "interaction",
      body: { kind: "meeting", direction: "both", duration: 5400 },
    });
  });

  it("is a call of so many minutes with what came of it", () => {
    expect(
      writtenOf(
        { ...emptyDraft, kind: "call", direction: "in", minutes: 6, outcome: "agreed" },
        subject,
        now,
      ),
    ).toMatchObject({
      object: "interaction",
      body: { kind: "call", channel: "phone", direction: "in", duration: 360, outcome: "agreed" },
    });
  });

  it("can be saved when it says enough", () => {
    expect(isComplete(emptyDraft)).toBe(false);
    expect(isComplete({ ...emptyDraft, kind: "task", text: "no subject" })).toBe(false);
    expect(isComplete({ ...emptyDraft, kind: "call", outcome: "no_answer" })).toBe(true);
  });
});
