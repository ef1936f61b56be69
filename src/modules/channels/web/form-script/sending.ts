type Answer =
  | { readonly sent: true; readonly goesOn: string | null }
  | { readonly sent: false; readonly problem: string; readonly wrong: Readonly<Record<string, string>> };

interface Refusal {
  readonly problem?: string;
  readonly wrong?: Readonly<Record<string, string>>;
  readonly seconds?: number;
  readonly stamp?: string;
}

/** Seconds between attempts while there is no connection; how many of them. */
const longestPause = 30;
const mostAttempts = 20;
/** A refusal that asks to wait no longer than so many seconds is waited for. */
const waited = 5;

/** Sends a form, again while the answer is lost: by its id it is taken in once, however often it comes. */
export async function send(form: HTMLFormElement, onLost: (text: string) => void): Promise<Answer> {
  let refusal: Refusal = {};
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const answer = await ask(form);
    if (answer?.ok)
      return { sent: true, goesOn: ((await answer.json()) as { goes_on: string | null }).goes_on };
    refusal = answer ? ((await answer.json().catch(() => ({}))) as Refusal) : {};
    if (refusal.stamp) renew(form, refusal.stamp);
    if (!answer || answer.status >= 500) {
      onLost(form.dataset["lost"] ?? "");
      await pause(Math.min(longestPause, 2 ** attempt));
    } else if (refusal.seconds && refusal.seconds <= waited) await pause(refusal.seconds);
    else break;
  }
  return { sent: false, problem: refusal.problem ?? form.dataset["lost"] ?? "", wrong: refusal.wrong ?? {} };
}

async function ask(form: HTMLFormElement): Promise<Response | null> {
  const data = new FormData(form);
  const body =
    form.enctype === "multipart/form-data" ? data : new URLSearchParams([...data] as [string, string][]);
  try {
    return await fetch(form.action, { method: "POST", headers: { accept: "application/json" }, body });
  } catch {
    return null;
  }
}

/** A page that was open for very long shows anew that a person sits before it. */
function renew(form: HTMLFormElement, stamp: string): void {
  const input = form.querySelector<HTMLInputElement>('input[name="_stamp"]');
  if (input) input.value = stamp;
}

/** Ends early once there is a connection again. */
function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, seconds * 1000);
    addEventListener("online", done);
  });
}
