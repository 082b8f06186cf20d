// Which lanes are shown: a chip a label, to switch it off and on.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { familyOf } from "../labels";
import { words } from "../words";
import type { Lane } from "./lanes";

export function LabelFilter({ lanes, hidden, onHidden }: {
  lanes: readonly Lane[];
  hidden: ReadonlySet<string>;
  onHidden: (hidden: ReadonlySet<string>) => void;
}): ComponentChild {
  const t = words.value.timeline;
  const toggle = (id: string): void => {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    onHidden(next);
  };
  return (
    <div class="filter" role="group" aria-label={t.filter}>
      {lanes.map((lane) => (
        <button key={lane.labelId} type="button" class="chip" aria-pressed={!hidden.has(lane.labelId)} onClick={() => { toggle(lane.labelId); }}>
          <i class={`dot ${familyOf(lane.labelId)}`} />
          <span>{lane.label}</span>
          <span class="soft">{lane.onsetsS.length}</span>
        </button>
      ))}
      {hidden.size > 0 && <button type="button" class="quiet" onClick={() => { onHidden(new Set()); }}>{t.show_all}</button>}
    </div>
  );
}
