import { useEffect, useState } from "react";
import { Waiting } from "../page/waiting.tsx";

/** Grey bars, but only where the answer is late: what comes within 300 ms needs no stand-in. */
export function PatientBones() {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const wait = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(wait);
  }, []);
  return late ? <Waiting rows={12} /> : null;
}
