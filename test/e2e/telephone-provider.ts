import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface Provider {
  stop(): Promise<void>;
}

interface Account {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Where those are whom its customers call. */
  readonly customers: number;
}

/** A provider of telephone lines, another Kamailio: it lets nobody register or call without the password, and stays on the way. */
export function telephoneProvider(folder: string, { port, user, password, customers }: Account): Provider {
  const own = join(folder, "provider");
  mkdirSync(own, { recursive: true });
  const config = join(own, "provider.cfg");
  writeFileSync(
    config,
    `#!KAMAILIO
debug=0
log_stderror=yes
children=1
disable_tcp=yes
auto_aliases=no
listen=udp:127.0.0.1:${port}
${["kex", "tm", "sl", "rr", "pv", "siputils", "textops", "usrloc", "registrar", "auth"].map((name) => `loadmodule "${name}.so"`).join("\n")}
modparam("usrloc", "db_mode", 0)
modparam("tm", "fr_inv_timer", 60000)
request_route {
	if (has_totag()) {
		loose_route();
		# What is written as a way leads nobody through here to others.
		if ($sp != ${customers}) $du = "sip:127.0.0.1:${customers}";
		t_relay();
		exit;
	}
	if (is_method("CANCEL")) {
		if (t_check_trans()) t_relay();
		exit;
	}
	if (is_method("REGISTER")) {
		if ($fU != "${user}" || !pv_www_authenticate("provider.example", "${password}", "0")) {
			www_challenge("provider.example", "1");
			exit;
		}
		save("location");
		exit;
	}
	if (!is_method("INVITE")) exit;
	record_route();
	if ($rU == "+35929000000") {
		$ru = "sip:${user}@127.0.0.1";
		if (!lookup("location")) {
			sl_send_reply("404", "Not Found");
			exit;
		}
	} else {
		if ($fU != "${user}" || !pv_proxy_authenticate("calls.example", "${password}", "0")) {
			proxy_challenge("calls.example", "1");
			exit;
		}
		remove_hf("Proxy-Authorization");
		$du = "sip:127.0.0.1:${customers}";
	}
	t_relay();
}
`,
  );
  const words = ["-DD", "-E", "-m", "16", "-f", config, "-Y", own, "-w", own];
  const running = spawn("/usr/sbin/kamailio", words, { stdio: "ignore", detached: true });
  return {
    async stop() {
      if (running.exitCode !== null || running.pid === undefined) return;
      const ended = once(running, "exit");
      process.kill(-running.pid, "SIGTERM");
      await ended;
    },
  };
}
