import { choice, defineObject, link, longText, number, text } from "#records/contract";

/** What a deal needs to come into a stage. */
export const stageRequirementObject = defineObject({
  name: "stage_requirement",
  plural: "stage-requirements",
  table: "stage_requirements",
  module: "sales",
  title: "text",
  icon: "checkup-list",
  owned: false,
  columns: ["stage", "kind", "field", "text"],
  sort: "position",
  fields: {
    stage: link("stage", { required: true, back: "requirements", along: "always" }),
    kind: choice({ options: ["field", "check"], required: true }),
    /** Name of a field of deals that has to say something. */
    field: text({ max: 63 }),
    /** What is ticked. */
    text: text(),
    position: number({ min: 0 }),
  },
});

/** What is to be done in a stage; a task each time that a deal comes into it. */
export const playbookStepObject = defineObject({
  name: "playbook_step",
  plural: "playbook-steps",
  table: "playbook_steps",
  module: "sales",
  title: "subject",
  icon: "checkbox",
  owned: false,
  columns: ["stage", "subject", "kind", "due_days", "doer"],
  sort: "position",
  searchWords: { subject: "s" },
  fields: {
    stage: link("stage", { required: true, back: "playbook_steps", along: "always" }),
    subject: text({ required: true, max: 300, searched: true }),
    description: longText({ max: 5000 }),
    kind: choice({ options: ["to_do", "call", "email", "meeting"], default: "to_do", required: true }),
    /** Days after the deal came into the stage. */
    due_days: number({ min: 0, max: 365, default: 0 }),
    doer: choice({ options: ["owner", "manager", "user"], default: "owner", required: true }),
    user: link("user", { back: "playbook_steps" }),
    position: number({ min: 0 }),
  },
});
