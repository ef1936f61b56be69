import { oneColumn } from "../field-type.ts";

export const choiceColumns = oneColumn("text");
