import {
  type AnyRoute,
  createRootRoute,
  createRoute,
  createRouter,
  defaultStringifySearch,
  lazyRouteComponent,
  notFound,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { metadataQuery } from "#records/web";
import type { Screen } from "#web/screen.ts";
import { permits } from "#records/contract";
import { allTexts, deviceLocale, setLocale } from "#web/texts.ts";
import { ErrorScreen } from "./frame/error-screen.tsx";
import { Frame } from "./frame/frame.tsx";
import { NotFoundScreen } from "./frame/not-found-screen.tsx";
import { PendingScreen } from "./frame/pending-screen.tsx";
import { screens } from "./screens.ts";
import { isNotSignedIn, onSignedOut, queryClient, sessionQuery, setupQuery } from "./queries.ts";

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundScreen });

/** Everything behind sign-in stands in the frame; who is not signed in is led to where they can be. */
const frame = createRoute({
  id: "frame",
  getParentRoute: () => root,
  component: Frame,
  beforeLoad: async ({ location }) => {
    await signedIn(location.href);
    await queryClient.ensureQueryData(metadataQuery);
  },
});

export const router = createRouter({
  routeTree: root.addChildren([
    ...screens.filter((screen) => screen.public).map((screen) => routeOf(screen, root)),
    frame.addChildren(screens.filter((screen) => !screen.public).map((screen) => routeOf(screen, frame))),
  ]),
  defaultPreload: "intent",
  defaultPreloadDelay: 60,
  defaultPendingMs: 300,
  defaultPendingMinMs: 0,
  defaultPendingComponent: PendingScreen,
  defaultErrorComponent: ErrorScreen,
  defaultNotFoundComponent: NotFoundScreen,
  // What an address may have as it stands is left so: a filter reads as it is written.
  stringifySearch: (search) =>
    defaultStringifySearch(search).replace(/%(?:28|29|2C|3A|21|2F)/g, decodeURIComponent),
  scrollRestoration: true,
  scrollToTopSelectors: ["#main"],
  defaultStructuralSharing: true,
});

onSignedOut(() => void toSignIn(router.state.location.href).then((to) => router.navigate(to)));

function routeOf(screen: Screen, parent: AnyRoute): AnyRoute {
  return createRoute({
    path: screen.path,
    getParentRoute: () => parent,
    component: lazyRouteComponent(() => withTexts(screen)),
    beforeLoad: async () => {
      if (!screen.permission) return;
      const { rights } = await queryClient.ensureQueryData(sessionQuery);
      if (!permits(rights, screen.permission)) throw notFound();
    },
  }) as AnyRoute;
}

// Home says nothing of a room's own at first, so it need not wait.
async function withTexts({ path, load }: Screen): ReturnType<Screen["load"]> {
  const [screen] = await Promise.all([load(), path === "/" ? undefined : allTexts()]);
  return screen;
}

async function signedIn(address: string): Promise<void> {
  try {
    const session = await queryClient.ensureQueryData(sessionQuery);
    // Who chose no language of their own reads the organisation's, whatever the browser speaks.
    const locale = session.user.locale ?? session.organisation.locale;
    if (locale !== deviceLocale()) await setLocale(locale);
  } catch (error) {
    if (!isNotSignedIn(error)) throw error;
    throw redirect(await toSignIn(address));
  }
}

/** A visitor signs in and comes back to `address`; the very first one sets up the organisation. */
async function toSignIn(address: string): Promise<{ to: string; search?: object; replace: true }> {
  queryClient.clear();
  const { done } = await queryClient.fetchQuery(setupQuery);
  if (!done) return { to: "/set-up", replace: true };
  return { to: "/sign-in", search: address === "/" ? {} : { back: address }, replace: true };
}
