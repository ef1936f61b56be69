import { fillIn } from "./filling-in.ts";
import { place } from "./placing.ts";

const script = document.currentScript as HTMLScriptElement | null;
const form = script?.dataset["form"];
if (script && form) place(script, form);
else fillIn();
