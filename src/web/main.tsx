import "./first.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startTexts } from "#web/texts.ts";
import { App } from "./app.tsx";

await startTexts();
const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
