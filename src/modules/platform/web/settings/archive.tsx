import { Navigate } from "@tanstack/react-router";

/** Where the recycle bin stood before: kept addresses still lead there. */
export default function Archive() {
  return <Navigate to="/settings/recycle-bin" replace />;
}
