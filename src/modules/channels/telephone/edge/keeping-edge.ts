import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { newId } from "#kernel/id";
import type { Runtime, RuntimeSettings, TelephoneAddress, Watch } from "#records";
import { decidingFor } from "./deciding.ts";
import { endLeftOver } from "./edge-calls.ts";
import { type EdgeLine, edgeLines, isEdgeWanted } from "./edge-lines.ts";
import { edgeKey, holdEdge, leaveEdge } from "./edge-place.ts";
import { freePort } from "./loopback.ts";
import { carriedCalls, stopRecording } from "./media-calls.ts";
import { mediaReady } from "./media-ready.ts";
import { type News, writeDecision, writeEnd } from "./messages.ts";
import { findPrograms, startProgram } from "./programs.ts";
import { recorderIn } from "./recording/recorder.ts";
import { registering } from "./registering.ts";
import { type EdgeTalk, speakWithEdge } from "./speaking.ts";

/** Milliseconds between looks at which lines and peers there are. */
const round = 3_000;
/** Where what is spoken comes and goes; the guide for operators says it. */
const speechPorts = { first: 30_000, last: 30_999 } as const;

/**
 * Keeps the programs of the telephone running, where the operator has said at which address, as long as a line goes by them: of all
 * processes one, which decides where calls go.
 */
export const keepEdge: Watch = async (runtime, stopping) => {
  const { telephone } = runtime.settings;
  const holder = newId();
  try {
    while (telephone && !stopping.aborted) {
      if (await isEdgeWanted(runtime)) await holdAndRun(runtime, { telephone, holder, stopping });
      await pause(round, undefined, { signal: stopping }).catch(() => {});
    }
    if (!stopping.aborted) await once(stopping, "abort");
  } finally {
    await leaveEdge(runtime.database, holder).catch(() => {});
  }
};

interface Holding {
  readonly telephone: TelephoneAddress;
  readonly holder: string;
  readonly stopping: AbortSignal;
}

async function holdAndRun(runtime: Runtime, holding: Holding): Promise<void> {
  const { database } = runtime;
  const programs = await findPrograms();
  const state = programs ? "begins" : "no_programs";
  const isOurs = await holdEdge(database, holding.holder, { state, socketPort: null });
  if (!isOurs || !programs) return;
  const folder = resolve(runtime.settings.dataFolder, "telephone");
  await mkdir(join(folder, "recordings"), { recursive: true, mode: 0o700 });
  const recordings = join(folder, "recordings");
  const ports = { socket: await freePort(), events: await freePort(), media: await freePort(), recordings };
  const config = join(folder, "edge.cfg");
  await writeFile(config, await configuration(runtime, holding.telephone, ports), { mode: 0o600 });
  const rtpengine = await startProgram({
    name: "rtpengine",
    path: programs.rtpengine,
    folder,
    words: mediaWords(holding.telephone, ports.media, folder),
  });
  try {
    await Promise.race([mediaReady(ports.media), brokeOff(rtpengine)]);
    const words = ["-DD", "-E", "-m", "64", "-f", config, "-Y", folder, "-w", folder];
    const kamailio = await startProgram({ name: "kamailio", path: programs.kamailio, folder, words });
    try {
      await Promise.race([speak(runtime, holding, ports), brokeOff(kamailio), brokeOff(rtpengine)]);
    } finally {
      await kamailio.stop();
    }
  } finally {
    await rtpengine.stop();
  }
}

async function brokeOff({ over }: { readonly over: Promise<string> }): Promise<never> {
  throw new Error(await over);
}

interface Ports {
  readonly socket: number;
  readonly events: number;
  readonly media: number;
  /** The folder where what is recorded is written meanwhile. */
  readonly recordings: string;
}

/** Decides for the edge until it is stopped, held by another or wanted no more. */
async function speak(runtime: Runtime, { holder, stopping }: Holding, ports: Ports): Promise<void> {
  const read = edgeLines(runtime);
  let lines: readonly EdgeLine[] = [];
  const recorder = recorderIn(runtime, ports.recordings);
  const calls = decidingFor(runtime, { lines: () => lines, recorder, end: (leg) => talk.say(writeEnd(leg)) });
  const registrations = registering(runtime, (words) => talk.say(words));
  const hear = (news: News): void => {
    if (news.what === "registered") return registrations.heard(news);
    if (news.what !== "call") return calls.happened(news);
    calls.decide(news).then(
      (decision) => talk.say(writeDecision(news.place, decision)),
      (error: unknown) => {
        process.stderr.write(`telephone: ${String(error)}\n`);
        talk.say(writeDecision(news.place, { do: "refuse", code: 500, reason: "Unavailable" }));
      },
    );
  };
  const talk = await speakWithEdge({
    port: ports.events,
    key: edgeKey(runtime.settings),
    hear,
    stopping,
  });
  await endLeftOver(runtime);
  let peers: ReadonlySet<string> = new Set();
  let taking: Promise<void> | undefined;
  try {
    while (!stopping.aborted) {
      lines = await read();
      calls.leaveSilent();
      taking ??= recorder
        .take()
        .catch((error: unknown) => void process.stderr.write(`telephone: ${String(error)}\n`))
        .finally(() => (taking = undefined));
      // Also while they run: who speaks faster than a person would fills no disk. A silent rtpengine that was asked for one
      // after the other would outlast the hold on the edge.
      await Promise.all((await recorder.full()).map((leg) => stopRecording(ports.media, leg)));
      const carried = await carriedCalls(ports.media);
      if (carried) calls.endUncarried(carried);
      peers = tellPeers(talk, peers, lines);
      registrations.keep(lines);
      const isOurs = await holdEdge(runtime.database, holder, { state: "runs", socketPort: ports.socket });
      if (!isOurs || lines.length === 0) return;
      await Promise.race([pause(round, undefined, { signal: stopping }).catch(() => {}), hungUp(talk)]);
    }
  } finally {
    talk.end();
    await calls.endAll();
    await taking;
  }
}

async function hungUp({ over }: EdgeTalk): Promise<never> {
  await over;
  throw new Error("The edge hung up");
}

/** Says to the edge from whom it takes calls. */
function tellPeers(
  talk: EdgeTalk,
  before: ReadonlySet<string>,
  lines: readonly EdgeLine[],
): ReadonlySet<string> {
  const now = new Set(lines.flatMap(({ peers }) => peers.map(({ address }) => address)));
  for (const address of now.difference(before)) talk.say(`do=peer;address=${address}`);
  for (const address of before.difference(now)) talk.say(`do=stranger;address=${address}`);
  return now;
}

function mediaWords({ host, shown }: TelephoneAddress, port: number, folder: string): string[] {
  return [
    "--config-file=none",
    "--foreground",
    "--log-stderr",
    "--log-level=3",
    "--table=-1",
    `--interface=${shown === host ? host : `${host}!${shown}`}`,
    `--listen-ng=127.0.0.1:${port}`,
    `--port-min=${speechPorts.first}`,
    `--port-max=${speechPorts.last}`,
    "--timeout=40",
    "--silent-timeout=3600",
    "--num-threads=2",
    `--pidfile=${join(folder, "rtpengine.number")}`,
    `--recording-dir=${join(folder, "recordings")}`,
    "--recording-method=pcap",
    "--recording-format=raw",
    "--delete-delay=2",
  ];
}

export async function configuration(
  { settings }: { readonly settings: Pick<RuntimeSettings, "secret"> },
  { host, port, shown }: TelephoneAddress,
  ports: Pick<Ports, "socket" | "events" | "media">,
): Promise<string> {
  const filled: Readonly<Record<string, string>> = {
    LISTEN: `udp:${host}:${port}${shown === host ? "" : ` advertise ${shown}:${port}`}`,
    PUBLIC: `${shown}:${port}`,
    SOCKET_PORT: String(ports.socket),
    EVENTS_PORT: String(ports.events),
    MEDIA_PORT: String(ports.media),
    KEY: edgeKey(settings),
  };
  const text = await readFile(join(import.meta.dirname, "edge.cfg"), "utf8");
  return text.replace(/@([A-Z_]+)@/g, (whole, name: string) => filled[name] ?? whole);
}
