import { oneColumn } from "../field-type.ts";

export const booleanColumns = oneColumn("boolean");
