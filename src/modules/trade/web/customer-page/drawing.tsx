import { Button } from "@mantine/core";
import { type PointerEvent, useRef } from "react";
import { useT } from "#web/texts.ts";
import styles from "./customer-page.module.css";

const [width, height] = [600, 200];

/** A field to sign in with a finger, a pen or the mouse; answers what was drawn as a PNG, null when it is empty. */
export function Drawing({ onChange }: { onChange: (picture: string | null) => void }) {
  const t = useT();
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef(false);
  const pen = () => {
    const context = canvas.current?.getContext("2d") ?? null;
    if (!context) return null;
    context.lineWidth = 3;
    context.lineCap = "round";
    context.lineJoin = "round";
    context.strokeStyle = "#16204a";
    return context;
  };
  const place = (event: PointerEvent<HTMLCanvasElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [
      ((event.clientX - box.left) / box.width) * width,
      ((event.clientY - box.top) / box.height) * height,
    ];
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drawing.current = true;
    const context = pen();
    context?.beginPath();
    context?.moveTo(...place(event));
  };
  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!drawing.current) return;
    const context = pen();
    context?.lineTo(...place(event));
    context?.stroke();
  };
  const end = () => {
    if (!drawing.current) return;
    drawing.current = false;
    onChange(canvas.current?.toDataURL("image/png") ?? null);
  };
  const clear = () => {
    pen()?.clearRect(0, 0, width, height);
    onChange(null);
  };
  return (
    <div className={styles.drawing}>
      <canvas
        ref={canvas}
        width={width}
        height={height}
        role="img"
        aria-label={t("customer_page.sign.draw_here")}
        onPointerDown={begin}
        onPointerMove={go}
        onPointerUp={end}
        onPointerCancel={end}
      />
      <div className={styles.drawingFoot}>
        <span>{t("customer_page.sign.draw_here")}</span>
        <Button variant="subtle" size="compact-xs" onClick={clear}>
          {t("customer_page.sign.clear")}
        </Button>
      </div>
    </div>
  );
}
