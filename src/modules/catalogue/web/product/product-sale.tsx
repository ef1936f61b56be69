import { type RecordSlotProps, useMetadata } from "#records/web";
import styles from "../catalogue.module.css";
import { BundleParts } from "./bundle-parts.tsx";
import { ProductPrices } from "./product-prices.tsx";
import { ProductStock } from "./product-stock.tsx";
import { Variants } from "./variants.tsx";

/** How a product is sold: its prices, its variants or parts, and what lies in the warehouses. */
export function ProductSale({ object, record }: RecordSlotProps) {
  const { objects } = useMetadata();
  const seen = (name: string) => objects[name] !== undefined;
  const part = { object, record };
  return (
    <div className={styles.sections}>
      {record.kind === "bundle" && seen("bundle_part") && <BundleParts {...part} />}
      {seen("price_item") && <ProductPrices {...part} />}
      {record.stocked === true && seen("stock_level") && <ProductStock {...part} />}
      {!record.variant_of && record.kind !== "bundle" && seen("variant_value") && <Variants {...part} />}
    </div>
  );
}
