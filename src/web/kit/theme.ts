import {
  ActionIcon,
  Button,
  createTheme,
  type CSSVariablesResolver,
  Drawer,
  Input,
  Menu,
  Modal,
  type MantineColorsTuple,
  Popover,
  SegmentedControl,
  Tooltip,
} from "@mantine/core";

type Scale = "neutral" | "accent" | "red" | "amber" | "green";

// Mantine knows ten shades of a colour; these take them from the steps of `palette.css`, so that light and dark
// follow it. The colours of meaning are kept in fewer steps.
const tuple = (...shades: readonly string[]) =>
  shades.map((shade) => `var(--${shade})`) as unknown as MantineColorsTuple;
const steps = (scale: Scale, ...numbers: readonly number[]) =>
  tuple(...numbers.map((step) => `${scale}-${step}`));
const meaning = (scale: Scale) => steps(scale, 3, 3, 4, 6, 9, 9, 9, 9, 11, 11);

const colors = {
  accent: steps("accent", 2, 3, 4, 6, 8, 9, 9, 10, 11, 12),
  gray: steps("neutral", 2, 3, 4, 5, 6, 10, 11, 11, 12, 12),
  red: meaning("red"),
  yellow: meaning("amber"),
  green: meaning("green"),
  // Only asked for when it is dark: text first, then borders, then grounds.
  dark: tuple(
    "neutral-12",
    "neutral-11",
    "neutral-10",
    "neutral-9",
    "neutral-6",
    "neutral-4",
    "surface-raised",
    "surface",
    "surface-sunken",
    "surface-sunken",
  ),
};

const controlHeights: Record<string, string> = {
  xs: "var(--control-xs)",
  sm: "var(--control-sm)",
  md: "var(--control-md)",
};
const quick = { duration: 120 };

/** Mantine in our form: one typeface, six sizes, compact controls, borders rather than shadows. */
export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  primaryColor: "accent",
  primaryShade: 6,
  colors,
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  lineHeights: { xs: "1.35", sm: "1.4", md: "1.45", lg: "1.4", xl: "1.3" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  radius: { xs: "4px", sm: "4px", md: "6px", lg: "8px", xl: "12px" },
  defaultRadius: "md",
  shadows: {
    xs: "none",
    sm: "var(--shadow-float)",
    md: "var(--shadow-float)",
    lg: "var(--shadow-float)",
    xl: "var(--shadow-float)",
  },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "20px", lineHeight: "1.3" },
      h2: { fontSize: "16px", lineHeight: "1.4" },
      h3: { fontSize: "14px", lineHeight: "1.4" },
      h4: { fontSize: "13px", lineHeight: "1.4" },
    },
  },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Input: Input.extend({
      vars: (_, { size }) => ({
        wrapper: {
          "--input-height": controlHeights[String(size ?? "sm")],
          "--input-fz": "var(--control-text)",
        },
      }),
    }),
    Button: Button.extend({
      vars: (_, { size }) =>
        String(size).startsWith("compact")
          ? { root: {} }
          : {
              root: {
                "--button-height": controlHeights[String(size ?? "sm")],
                "--button-padding-x": "12px",
                "--button-fz": "13px",
              },
            },
      styles: { root: { fontWeight: 500 } },
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: "subtle", color: "gray", size: 28 } }),
    SegmentedControl: SegmentedControl.extend({
      defaultProps: { withItemsBorders: false },
      styles: { label: { color: "var(--neutral-11)" } },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: {
        openDelay: 400,
        transitionProps: quick,
        withArrow: false,
        events: { hover: true, focus: true, touch: false },
      },
    }),
    Menu: Menu.extend({ defaultProps: { shadow: "md", transitionProps: quick, position: "bottom-start" } }),
    Popover: Popover.extend({ defaultProps: { shadow: "md", transitionProps: quick } }),
    Modal: Modal.extend({
      defaultProps: {
        transitionProps: { ...quick, transition: "pop" },
        radius: "lg",
        overlayProps: { backgroundOpacity: 0.35 },
        yOffset: "12dvh",
      },
      styles: { title: { fontWeight: 600, fontSize: 16 } },
    }),
    Drawer: Drawer.extend({
      defaultProps: { transitionProps: quick, overlayProps: { backgroundOpacity: 0.35 } },
      styles: { title: { fontWeight: 600, fontSize: 16 } },
    }),
  },
});

const scheme = {
  "--mantine-color-body": "var(--surface)",
  "--mantine-color-text": "var(--neutral-12)",
  "--mantine-color-bright": "var(--neutral-12)",
  "--mantine-color-dimmed": "var(--neutral-11)",
  "--mantine-color-placeholder": "var(--neutral-10)",
  "--mantine-color-anchor": "var(--accent-11)",
  "--mantine-color-error": "var(--red-11)",
  "--mantine-color-success": "var(--green-11)",
  "--mantine-color-default": "var(--surface-raised)",
  "--mantine-color-default-hover": "var(--neutral-3)",
  "--mantine-color-default-color": "var(--neutral-12)",
  "--mantine-color-default-border": "var(--neutral-6)",
  "--mantine-color-disabled": "var(--neutral-3)",
  "--mantine-color-disabled-color": "var(--neutral-9)",
  "--mantine-color-disabled-border": "var(--neutral-5)",
  "--mantine-primary-color-contrast": "#ffffff",
  ...Object.assign({}, ...(["accent", "red", "green"] as const).map((name) => solid(name, name))),
  ...solid("yellow", "amber"),
  ...solid("gray", "neutral"),
};

/** What Mantine's components take their colours from, led back to `palette.css`. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: scheme, dark: scheme });

function solid(color: string, scale: Scale): Record<string, string> {
  const text = scale === "neutral" ? "var(--neutral-12)" : `var(--${scale}-11)`;
  return {
    [`--mantine-color-${color}-filled`]: `var(--${scale}-9)`,
    [`--mantine-color-${color}-filled-hover`]: `var(--${scale}-${scale === "amber" ? 9 : 10})`,
    [`--mantine-color-${color}-light`]: `var(--${scale}-3)`,
    [`--mantine-color-${color}-light-hover`]: `var(--${scale}-4)`,
    [`--mantine-color-${color}-light-color`]: text,
    [`--mantine-color-${color}-outline`]: text,
    [`--mantine-color-${color}-outline-hover`]: `var(--${scale}-3)`,
    [`--mantine-color-${color}-text`]: text,
    [`--mantine-color-${color}-contrast`]: "#ffffff",
  };
}
