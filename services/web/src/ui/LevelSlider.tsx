// How sure: a slider of the six levels, from sure to everything.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { words } from "../words";

export const BALANCED = 4;

/** A level of an address, or the usual one. */
export function levelOf(text: string | null): number {
  const level = Number(text);
  return Number.isInteger(level) && level >= 1 && level <= 6 ? level : BALANCED;
}

export function LevelSlider({ level, onLevel, more }: {
  level: number;
  onLevel: (level: number) => void;
  more?: ComponentChild;
}): ComponentChild {
  const t = words.value.level;
  const name = t.names[level - 1] ?? "";
  return (
    <div class="level">
      <label for="level">{t.label}</label>
      <div class="level-line">
        <span class="soft" aria-hidden="true">{t.names[5]}</span>
        {/* To the right there is more: the slider runs against the numbers of the levels. */}
        <input id="level" type="range" min="1" max="6" step="1" value={7 - level} aria-valuetext={name}
          list="levels" onInput={(event) => { onLevel(7 - Number(event.currentTarget.value)); }} />
        <span class="soft" aria-hidden="true">{t.names[0]}</span>
      </div>
      <output for="level">{name}{more}</output>
    </div>
  );
}
