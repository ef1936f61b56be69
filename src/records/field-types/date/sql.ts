import { oneColumn } from "../field-type.ts";

export const dateColumns = oneColumn("date");
