import {
  Accessibility,
  defaultPreset,
  Feedback,
  PointerActivationConstraints,
  PointerSensor,
} from "@dnd-kit/dom";

// A card is full of links and buttons, which the sensor would leave alone by itself: here a click still opens
// them, a pull moves the card. A menu is no place to pull by.
export const pullSensors = [
  PointerSensor.configure({
    activationConstraints: (event) =>
      event.pointerType === "touch"
        ? [new PointerActivationConstraints.Delay({ value: 250, tolerance: 5 })]
        : [new PointerActivationConstraints.Distance({ value: 5 })],
    preventActivation: (event) => (event.target as Element).closest("[aria-haspopup]") !== null,
  }),
];

/** The usual plugins without the spoken words, which are ours and in the user's language, and without the flight home. */
export function pullPlugins(feedback: "default" | "clone") {
  return [
    ...defaultPreset.plugins.filter((plugin) => plugin !== Accessibility && plugin !== Feedback),
    Feedback.configure({ dropAnimation: null, feedback }),
  ];
}
