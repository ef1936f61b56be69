import { oneColumn } from "../field-type.ts";

export const emailColumns = oneColumn("text");
