// The picture of a video: its poster where there is one, else a quiet stripe of what is heard in it.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { clock } from "../times";
import { Icon } from "./Icon";

export function Poster({ durationS }: { id: string; durationS: number | null }): ComponentChild {
  return (
    <span class="poster">
      <Icon name="film" />
      {durationS !== null && <span class="badge">{clock(durationS)}</span>}
    </span>
  );
}
