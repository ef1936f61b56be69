import type { Module } from "#records";

/** What is to be sold, what will be, and who earned what by it: targets, forecast, commission, sales reports. */
export const targets: Module = {
  name: "targets",
  objects: [],
  handlers: [],
};
