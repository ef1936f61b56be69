import type { Module } from "#records";

/** What is sold, for how much to whom, with which tax, and how much of it there is. */
export const catalogue: Module = {
  name: "catalogue",
  objects: [],
  handlers: [],
};
