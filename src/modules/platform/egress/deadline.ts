/** What `waited` brings, unless `signal` comes first; its reason is thrown then. */
export function within<T>(signal: AbortSignal, waited: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(signal.reason as Error);
    if (signal.aborted) late();
    signal.addEventListener("abort", late, { once: true });
    waited.then(resolve, reject).finally(() => signal.removeEventListener("abort", late));
  });
}
