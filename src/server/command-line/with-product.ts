import { openProduct, type Product } from "../product.ts";
import { readSettings } from "../settings.ts";

/** Runs a command on the product: beside the server where one runs on the same data, else on a database started for it. */
export async function withProduct<T>(run: (product: Product) => Promise<T>): Promise<T> {
  const product = await openProduct(await readSettings(), "command");
  try {
    return await run(product);
  } finally {
    await product.close();
  }
}
