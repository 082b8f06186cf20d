// The colours of a drawing, as the style sheet has them for light or dark.
// SPDX-License-Identifier: Apache-2.0
import type { Family } from "../labels";
import type { Palette } from "./drawing";

const FAMILIES: readonly Family[] = ["human", "animal", "music", "nature", "things", "ambiguous", "background"];

/** Reads the custom properties that hold at an element. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  const families = Object.fromEntries(FAMILIES.map((family) => [family, read(`--${family}`)]));
  return {
    text: read("--soft"),
    line: read("--line"),
    wash: read("--wash"),
    accent: read("--accent"),
    families: families as Record<Family, string>,
  };
}
