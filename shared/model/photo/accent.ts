/** A colour as sRGB, each channel from 0 to 255. */
type Rgb = readonly [number, number, number];

/** What an accent is read against. */
export const PAPER = { light: "#ffffff", dark: "#15171a" } as const;

/** Where there is no photo, or none with a colour in it. */
const DEFAULT_COLOR = "#1d4ed8";

/** WCAG 2.2, 1.4.3 wants 4.5; some more looks better. */
const CONTRAST = 5;

/** Least difference between the channels of what counts as a colour: less is grey. */
const LEAST_CHROMA = 28;

/** One colour for a light page and for a dark one, as `#rrggbb`. */
export interface Accent {
  readonly light: string;
  readonly dark: string;
}

/**
 * A photo's main colour, made as dark or as light as it must be to be read on the page, and to be
 * written on in the page's own colour.
 * @param color `#rrggbb`; undefined without a photo
 */
export function accentOf(color: string | undefined): Accent {
  const main = parse(color ?? DEFAULT_COLOR);
  const base = isGrey(main) ? parse(DEFAULT_COLOR) : main;
  return { light: darkened(base), dark: lightened(base) };
}

/** Contrast of two colours by WCAG 2.2: 1 for the same, 21 for black on white. */
export function contrastOf(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(parse(one)), luminance(parse(other))].sort(
    (a, b) => a - b,
  );
  return (high + 0.05) / (low + 0.05);
}

function isGrey(rgb: Rgb): boolean {
  return Math.max(...rgb) - Math.min(...rgb) < LEAST_CHROMA;
}

/** Scaled as light is, which keeps the hue, until white stands out. */
function darkened(rgb: Rgb): string {
  const most = (luminance(parse(PAPER.light)) + 0.05) / CONTRAST - 0.05;
  const scale = Math.min(1, most / luminance(rgb));
  // Rounded down: a whole step darker is safe.
  return hex(rgb, (light) => light * scale, Math.floor);
}

/** Scaled as light is for as long as it can be, then mixed with white, until the dark page stands out. */
function lightened(rgb: Rgb): string {
  const least = (luminance(parse(PAPER.dark)) + 0.05) * CONTRAST - 0.05;
  const present = luminance(rgb);
  const scale = Math.max(1, Math.min(least / present, 1 / toLight(Math.max(...rgb))));
  const reached = present * scale;
  const share = reached >= least ? 0 : (least - reached) / (1 - reached);
  return hex(rgb, (light) => light * scale + share * (1 - light * scale), Math.ceil);
}

function parse(color: string): Rgb {
  const value = Number.parseInt(color.slice(1), 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}

function hex(rgb: Rgb, change: (light: number) => number, round: (value: number) => number) {
  const bytes = rgb.map((channel) => {
    // What was not changed must not be a step off by the way there and back.
    const value = Math.round(toChannel(change(toLight(channel))) * 1e6) / 1e6;
    return Math.min(255, Math.max(0, round(value)));
  });
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * toLight(red) + 0.7152 * toLight(green) + 0.0722 * toLight(blue);
}

/** A channel of sRGB as the share of light it stands for. */
function toLight(channel: number): number {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function toChannel(light: number): number {
  return 255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055);
}
