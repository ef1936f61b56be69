// Before anything is drawn: light, dark or as the system has it, and how dense. Kept by `frame/preferences.ts`.
try {
  const root = document.documentElement;
  const chosen = localStorage.getItem("rapport.color-scheme");
  const dark =
    chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.mantineColorScheme = dark ? "dark" : "light";
  root.style.background = dark ? "#121315" : "#ffffff";
  root.dataset.density = localStorage.getItem("rapport.density") || "normal";
} catch {}
