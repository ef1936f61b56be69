export { Edit, Show } from "../text/view.tsx";
