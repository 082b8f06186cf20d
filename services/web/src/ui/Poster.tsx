// The picture of a video: its poster where there is one, else a quiet tile.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { useState } from "preact/hooks";
import { address } from "../api";
import { clock } from "../times";
import { Icon } from "./Icon";

interface Props {
  readonly id: string;
  readonly durationS: number | null;
  /** False where it is known that there is none; a guess that proves wrong leaves the tile. */
  readonly has?: boolean;
  readonly sound?: boolean;
}

export function Poster({ id, durationS, has = true, sound = false }: Props): ComponentChild {
  const [missing, setMissing] = useState(false);
  return (
    <span class="poster">
      <Icon name={sound ? "wave" : "film"} />
      {has && !missing && (
        <img src={address("/api/v1/videos/{video_id}/poster", { video_id: id })} alt="" loading="lazy" decoding="async"
          onError={() => { setMissing(true); }} />
      )}
      {durationS !== null && <span class="badge">{clock(durationS)}</span>}
    </span>
  );
}
