import { type ComponentType, createElement, lazy, Suspense } from "react";

/** A part of a screen that is read when it is first shown; while it comes, only its own place is empty. */
export function onDemand<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const Part = lazy(async () => ({ default: await load() })) as unknown as ComponentType<P>;
  return function OnDemand(props: P) {
    return createElement(Suspense, { fallback: null }, createElement(Part, props));
  };
}
