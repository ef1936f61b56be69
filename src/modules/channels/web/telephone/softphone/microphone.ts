import type { DeviceProblem } from "./phone-state.ts";

/** Asks for the microphone once, so that what is wrong with it is said before somebody waits to hear us. Null: it is there. */
export async function microphoneProblem(): Promise<DeviceProblem | null> {
  // Browsers give microphones to pages of https and of this machine alone.
  if (!navigator.mediaDevices) return "insecure";
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    for (const track of stream.getTracks()) track.stop();
    return null;
  } catch (error) {
    return problemNamed(error instanceof Error ? error.name : "");
  }
}

function problemNamed(name: string): DeviceProblem {
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  return name === "NotFoundError" || name === "OverconstrainedError" ? "missing" : "busy";
}
