import { oneColumn } from "../field-type.ts";

export const urlColumns = oneColumn("text");
