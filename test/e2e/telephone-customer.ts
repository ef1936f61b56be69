import { type ChildProcess, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const programs = ["/usr/sbin/kamailio", "/usr/bin/rtpengine", "/usr/bin/baresip"];

/** Whether the programs of Debian by which people telephone are on this machine. */
export const canTelephone = programs.every((path) => existsSync(path));

export interface Customer {
  /** Calls, and goes on until it is hung up on either side. */
  call(address: string): Promise<void>;
  /** Is there to be called, and picks up. */
  waits(): Promise<void>;
  hangUp(): Promise<void>;
  /** Does nothing more, and says nothing of it. */
  freeze(): void;
  /** How loud what was heard was, of 1, in the call that was over last. */
  heard(): number;
  stop(): Promise<void>;
}

/** Somebody with a telephone of their own, baresip, who hums while they speak. */
export function telephoneCustomer(
  folder: string,
  { number, port }: { number: string; port: number },
): Customer {
  mkdirSync(join(folder, "heard"), { recursive: true });
  // Who has hummed it to its end hangs up.
  writeFileSync(join(folder, "hum.wav"), tone(440, 8_000, 60));
  writeFileSync(
    join(folder, "accounts"),
    `<sip:${number}@127.0.0.1>;regint=0;audio_codecs=PCMU/8000/1;answermode=auto\n`,
  );
  writeFileSync(
    join(folder, "config"),
    [
      `sip_listen 127.0.0.1:${port}`,
      "net_interface 127.0.0.1",
      `audio_source aufile,${join(folder, "hum.wav")}`,
      `audio_player aufile,${join(folder, "played.wav")}`,
      "audio_alert aufile,/dev/null",
      "ausrc_srate 8000",
      "auplay_srate 8000",
      "module_path /usr/lib/baresip/modules",
      "module g711.so",
      "module aufile.so",
      "module sndfile.so",
      `snd_path ${join(folder, "heard")}`,
      "module_app account.so",
      "module_app menu.so",
    ].join("\n"),
  );
  let running: ChildProcess | undefined;
  const stop = async () => {
    const ended = running && running.exitCode === null ? once(running, "exit") : undefined;
    running?.kill("SIGTERM");
    running?.kill("SIGCONT");
    await ended;
    running = undefined;
  };
  const start = async (...words: readonly string[]) => {
    await stop();
    running = spawn("/usr/bin/baresip", ["-4", "-f", folder, ...words], { stdio: "ignore" });
  };
  return {
    call: (address) => start("-e", `/dial ${address}`),
    waits: () => start(),
    hangUp: stop,
    freeze: () => void running?.kill("SIGSTOP"),
    heard() {
      const dumps = readdirSync(join(folder, "heard")).filter((name) => name.endsWith("-dec.wav"));
      const last = dumps.toSorted().at(-1);
      return last ? loudness(readFileSync(join(folder, "heard", last))) : 0;
    },
    stop,
  };
}

/** A tone of so many seconds as a WAV file of 16 bits. */
export function tone(pitch: number, rate: number, seconds = 10): Buffer {
  const samples = Int16Array.from({ length: rate * seconds }, (_, place) =>
    Math.round(12_000 * Math.sin((2 * Math.PI * pitch * place) / rate)),
  );
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + samples.byteLength, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([head, Buffer.from(samples.buffer)]);
}

function loudness(file: Buffer): number {
  const samples = new Int16Array(
    file.buffer.slice(file.byteOffset + 44, file.byteOffset + file.length - (file.length % 2)),
  );
  const sum = samples.reduce((before, sample) => before + sample * sample, 0);
  return Math.sqrt(sum / Math.max(1, samples.length)) / 32_768;
}

/** A port for datagrams that nobody has. */
export async function freeDatagramPort(): Promise<number> {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  socket.close();
  return port;
}
