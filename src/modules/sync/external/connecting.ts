import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import type { Edge } from "#records";
import type { connectCalendar } from "../contract/index.ts";
import { userAtScreen } from "../own-access.ts";
import { mayCarryPassword, openDavServer } from "./client.ts";
import { calendarsAt } from "./discovering.ts";
import { keepConnection } from "./keeping.ts";
import { type Trouble, troubleOf } from "./trouble.ts";

const codes = {
  sign_in: "calendar_sign_in_refused",
  address: "address_refused",
  gone: "calendar_none_found",
  answer: "calendar_none_found",
  unreachable: "calendar_unreachable",
} as const satisfies Readonly<Record<Trouble, string>>;

/** Signs in elsewhere, looks what there is and keeps it. Throws an error that says what is wrong with what was entered. */
export async function connect(
  { runtime, actor }: Edge,
  body: BodyOf<typeof connectCalendar>,
): Promise<{ id: string }> {
  await runtime.read(actor, "screen", async (work) => void userAtScreen(work));
  const address = completed(body.address);
  if (!mayCarryPassword(runtime.settings, address))
    throw new AppError("address_refused", { field: "address" });
  try {
    const found = await calendarsAt(openDavServer(runtime.settings, body), address);
    return await runtime.run(actor, "screen", (work) =>
      keepConnection(work, runtime, { ...body, address }, found),
    );
  } catch (error) {
    const trouble = troubleOf(error);
    if (!trouble) throw error;
    throw new AppError(codes[trouble], {
      field: trouble === "sign_in" ? "password" : "address",
      cause: error,
    });
  }
}

function completed(address: string): string {
  const url = URL.parse(/^https?:\/\//i.test(address) ? address : `https://${address}`);
  if (!url || url.username !== "" || url.password !== "")
    throw new AppError("address_refused", { field: "address" });
  return url.href;
}
