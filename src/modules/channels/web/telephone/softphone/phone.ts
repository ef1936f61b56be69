import { notifications } from "@mantine/notifications";
import type { C, UA } from "jssip";
import type { RTCSession } from "jssip/lib/RTCSession.js";
import type { RTCSessionEvent } from "jssip/lib/UA.js";
import { translate } from "#web/texts.ts";
import { microphoneProblem } from "./microphone.ts";
import { watchOtherEnd } from "./other-end.ts";
import { phoneNow, setCall, setPhone } from "./phone-state.ts";
import { ring } from "./ringing.ts";

const audioOnly = { audio: true, video: false } as const;
const others = new BroadcastChannel("rapport.telephone");
const voice = new Audio();

let ua: UA | null = null;
let session: RTCSession | null = null;
let wanted: (() => void) | null = null;
let tones: C.DTMF_TRANSPORT | undefined;
let hush: () => void = () => {};
let unwatch: () => void = () => {};
/** Gives the telephone free for another tab. */
let giveUp: () => void = () => {};

/** Switches the telephone on, in one tab of this browser: the others pass on what is dialled in them. */
export async function switchOn(name: string): Promise<void> {
  if (phoneNow().power !== "off") return;
  setPhone({ power: "begins", problem: null });
  const problem = await microphoneProblem();
  if (problem) return setPhone({ power: "off", problem });
  const turn = new AbortController();
  giveUp = () => turn.abort();
  const elsewhere = setTimeout(() => setPhone({ power: "elsewhere" }), 500);
  navigator.locks
    .request("rapport.telephone", { signal: turn.signal }, async () => {
      clearTimeout(elsewhere);
      await connect(name);
      await new Promise<void>((done) => {
        giveUp = done;
      });
    })
    .catch(() => clearTimeout(elsewhere));
}

export function switchOff(): void {
  session?.terminate();
  ua?.stop();
  ua = null;
  giveUp();
  setPhone({ power: "off", call: null, problem: null });
}

async function connect(name: string): Promise<void> {
  const { C: words, UA: Agent, WebSocketInterface } = await import("jssip");
  tones = words.DTMF_TRANSPORT.RFC2833;
  const address = new URL("/telephone/socket", location.href);
  address.protocol = address.protocol.replace("http", "ws");
  ua = new Agent({
    sockets: [new WebSocketInterface(address.href)],
    uri: `sip:${name}@rapport`,
    // Where it is the edge knows by the connection; it says nothing to a name that leads nowhere.
    contact_uri: `sip:${name}@127.0.0.1;transport=ws`,
    register_expires: 120,
    session_timers: false,
    connection_recovery_min_interval: 2,
    connection_recovery_max_interval: 20,
    user_agent: "Rapport",
  });
  ua.on("registered", () => {
    setPhone({ power: "on" });
    wanted?.();
    wanted = null;
  });
  ua.on("disconnected", () => ua && setPhone({ power: "lost" }));
  ua.on("registrationFailed", () => ua && setPhone({ power: "lost" }));
  ua.on("newRTCSession", (event: RTCSessionEvent) => take(event.session, event.originator === "remote"));
  // Who closes the page hangs up.
  addEventListener("pagehide", () => ua?.stop());
  ua.start();
}

/** Calls an address of the edge, or has the tab do it that has the telephone. */
export function callOut(address: string, number: string): void {
  const { power } = phoneNow();
  // Who has just opened a page need not wait with the click.
  if (power === "begins") {
    wanted = () => callOut(address, number);
    return;
  }
  if (power === "elsewhere") return others.postMessage({ address, number });
  if (!ua || power !== "on") return say(translate("channels.softphone.switch_on_first"));
  if (session) return say(translate("channels.softphone.one_at_a_time"));
  setPhone({ call: { direction: "out", number, stage: "dials", onHold: false, muted: false } });
  try {
    ua.call(address, { mediaConstraints: audioOnly });
  } catch {
    over();
    say(translate("channels.softphone.outcome.failed"));
  }
}

others.onmessage = ({ data }: MessageEvent<{ readonly address: string; readonly number: string }>) => {
  if (phoneNow().power === "on") callOut(data.address, data.number);
};

function take(one: RTCSession, isIncoming: boolean): void {
  if (session) return one.terminate({ status_code: 486 });
  session = one;
  if (isIncoming) {
    const number = one.remote_identity.uri.user;
    setPhone({ call: { direction: "in", number, stage: "rings", onHold: false, muted: false } });
    hush = ring();
  }
  if (one.connection) listen(one.connection);
  one.on("peerconnection", ({ peerconnection }) => listen(peerconnection));
  one.on("accepted", () => {
    beQuiet();
    setCall({ stage: "speaks" });
    unwatch();
    unwatch = watchOtherEnd(one, () => giveUpOn(one));
  });
  one.on("hold", () => setCall({ onHold: one.isOnHold().local }));
  one.on("unhold", () => setCall({ onHold: one.isOnHold().local }));
  one.on("muted", () => setCall({ muted: true }));
  one.on("unmuted", () => setCall({ muted: false }));
  one.on("ended", over);
  one.on("failed", ({ cause, originator }) => {
    over();
    if (originator !== "local" || cause === "User Denied Media Access" || cause === "WebRTC Error")
      tellFailure(cause, isIncoming);
  });
}

function listen(connection: RTCPeerConnection): void {
  connection.addEventListener("track", ({ streams, track }) => {
    voice.srcObject = streams[0] ?? new MediaStream([track]);
    void voice.play();
  });
}

function beQuiet(): void {
  hush();
  hush = () => {};
}

/** The other end is there no more: the call ends, and whoever spoke is told why. */
function giveUpOn(one: RTCSession): void {
  if (session !== one) return;
  one.terminate({ status_code: 408, reason_phrase: "Gone" });
  say(translate("channels.softphone.other_end_gone"));
}

function over(): void {
  beQuiet();
  unwatch();
  session = null;
  voice.srcObject = null;
  setPhone({ call: null });
}

function tellFailure(cause: string, isIncoming: boolean): void {
  if (cause === "User Denied Media Access") return setPhone({ problem: "refused" });
  if (isIncoming) return;
  const known = {
    Busy: "busy",
    Rejected: "refused",
    Unavailable: "no_answer",
    "No Answer": "no_answer",
  } as const;
  const told = known[cause as keyof typeof known] ?? "failed";
  say(translate(`channels.softphone.outcome.${told}`));
}

export const answer = (): void => session?.answer({ mediaConstraints: audioOnly });

export const hangUp = (): void =>
  session?.terminate(phoneNow().call?.stage === "rings" ? { status_code: 603 } : undefined);

export function toggleHold(): void {
  if (phoneNow().call?.onHold) session?.unhold();
  else session?.hold();
}

export function toggleMute(): void {
  if (phoneNow().call?.muted) session?.unmute({ audio: true });
  else session?.mute({ audio: true });
}

export const sendTone = (tone: string): void => session?.sendDTMF(tone, { transportType: tones });

/** Passes the call on to a colleague; once the other end says that it goes there, it is no longer ours. */
export function passOn(name: string): void {
  const one = session;
  one?.refer(`sip:${name}@rapport`, {
    eventHandlers: {
      requestSucceeded: () => one.terminate(),
      requestFailed: () => say(translate("channels.softphone.not_passed_on")),
    },
  });
}

function say(message: string): void {
  notifications.show({ message, color: "red", autoClose: 8_000, role: "alert" });
}
