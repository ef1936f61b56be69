import { lazy } from "react";
import type { RecordSlots } from "#records/web";
import type { RecordPlace } from "#web/place-group.ts";
import type { Screen } from "#web/screen.ts";
import type { SettingsPage } from "#web/settings-page.ts";

/** One timeline for any record that has `GET /api/<plural>/:id/timeline`; people and companies share theirs. */
export const Timeline = lazy(() => import("./timeline/timeline.tsx"));

const PartyFacts = lazy(() => import("./head/party-facts.tsx"));
const PartyActs = lazy(() => import("./head/party-acts.tsx"));
const ContactPoints = lazy(() => import("./panels/contact-points.tsx"));
const Relations = lazy(() => import("./panels/relations.tsx"));
const Consents = lazy(() => import("./panels/consents.tsx"));
const FormCandidates = lazy(() => import("./duplicates/form-candidates.tsx"));
const IdentityDocuments = lazy(() => import("./panels/identity-documents.tsx"));

const party = {
  formNotice: FormCandidates,
  headFacts: [PartyFacts],
  headActs: [PartyActs],
  main: Timeline,
  covers: [
    "contact_points",
    "relations",
    "relations_to",
    "consents",
    "interactions",
    "company_interactions",
    "notes",
    "tasks",
  ],
};

const panels = [
  { key: "contact_points", title: "contacts.title", component: ContactPoints },
  { key: "relations", title: "relations.title", component: Relations },
  { key: "consents", title: "consents.title", component: Consents },
];

const places: readonly RecordPlace[] = [
  { object: "task", group: "main", order: 10, letter: "t", creatable: true },
  { object: "person", group: "customers", order: 10, letter: "p", creatable: true },
  { object: "company", group: "customers", order: 20, letter: "c", creatable: true },
];

const recordSlots: RecordSlots = {
  objects: {
    person: {
      ...party,
      side: [...panels, { key: "identity_documents", title: "identity.title", component: IdentityDocuments }],
    },
    company: { ...party, side: panels },
    task: { quickFields: ["subject", "due_at", "kind", "priority", "party", "deal", "owner"] },
    note: { quickFields: ["body", "party", "deal"] },
    interaction: {
      quickFields: ["party", "kind", "channel", "direction", "at", "subject", "body", "outcome"],
    },
  },
  calendar: [
    {
      key: "tasks",
      title: "calendar.sources.tasks",
      object: "task",
      field: "due_at",
      filter: { field: "kind", op: "is_not", value: "meeting" },
      done: "done_at",
      ends: "ends_at",
    },
    {
      key: "meetings",
      title: "calendar.sources.meetings",
      object: "task",
      field: "due_at",
      filter: { field: "kind", op: "is", value: "meeting" },
      done: "done_at",
      ends: "ends_at",
      defaults: { kind: "meeting" },
    },
    {
      key: "held",
      title: "calendar.sources.held",
      object: "interaction",
      field: "at",
      filter: { field: "kind", op: "is", value: "meeting" },
      fixed: true,
    },
  ],
};

const screens: readonly Screen[] = [
  {
    path: "/calendar",
    load: () => import("./calendar.tsx"),
    nav: { title: "calendar.title", icon: "calendar", group: "main", order: 20, letter: "l" },
  },
  {
    path: "/duplicates",
    load: () => import("./duplicates/duplicates-screen.tsx"),
    nav: { title: "nav.duplicates", icon: "copy", group: "settings", order: 55 },
  },
  {
    path: "/settings/duplicates",
    permission: "settings:change",
    load: () => import("./duplicates/settings-screen.tsx"),
  },
];

const settings: readonly SettingsPage[] = [
  { key: "duplicates", path: "/settings/duplicates", group: "records", order: 20, icon: "copy" },
];

/** What the shell takes of this room; the rest of this file is for other rooms' screens. */
export const room = { screens, places, settings, recordSlots };
