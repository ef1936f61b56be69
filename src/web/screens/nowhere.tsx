export { NotFoundScreen as default } from "../frame/not-found-screen.tsx";
