/** A bank's file as it is sent. */
export interface BankFile {
  readonly name: string;
  readonly content: string;
}

export async function sentAs(file: File): Promise<BankFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let from = 0; from < bytes.length; from += 8192)
    text += String.fromCharCode(...bytes.subarray(from, from + 8192));
  return { name: file.name, content: btoa(text) };
}
