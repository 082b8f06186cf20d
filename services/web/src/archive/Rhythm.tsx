// When sounds begin, as a map of heat; and what is unusual this week.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { useState } from "preact/hooks";
import { useAnswer } from "../answers";
import type { components } from "../api";
import { familyOf } from "../labels";
import { to } from "../router";
import { quoted } from "../search/quoted";
import { ask } from "../session";
import { number } from "../times";
import { LabelChip } from "../ui/LabelChip";
import { Trouble } from "../ui/Trouble";
import { language, words } from "../words";

type Heat = components["schemas"]["HeatmapAnswer"];
const AXES = ["hour", "position"] as const;

export function Rhythm(): ComponentChild {
  const t = words.value.rhythm;
  const [by, setBy] = useState<(typeof AXES)[number]>("position");
  const [typed, setTyped] = useState("");
  const label = typed.split(",").map((one) => one.trim()).filter(Boolean);
  const heat = useAnswer(`${by} ${label.join()}`, (signal) =>
    ask("get", "/api/v1/stats/heatmap", {
      query: { by, label: label.length > 0 ? label : null, utc_offset_min: -new Date().getTimezoneOffset() }, signal,
    }));
  return (
    <>
      <section aria-labelledby="heat-title">
        <h2 id="heat-title">{t.heat}</h2>
        <div class="row">
          <label class="field">
            {t.by}
            <select value={by} onChange={(event) => { setBy(event.currentTarget.value as typeof by); }}>
              {AXES.map((one) => <option key={one} value={one}>{t.axes[one]}</option>)}
            </select>
          </label>
          <label class="field">
            {t.labels}
            <input type="text" placeholder={t.labels_hint} value={typed} onChange={(event) => { setTyped(event.currentTarget.value); }} />
          </label>
        </div>
        {heat.problem && <Trouble problem={heat.problem} again={heat.again} />}
        {heat.value && <HeatMap heat={heat.value} />}
      </section>
      <Rare />
    </>
  );
}

function HeatMap({ heat }: { heat: Heat }): ComponentChild {
  const t = words.value.rhythm;
  const rows = heat.rows.filter((row) => row.total > 0);
  if (rows.length === 0) return <p class="quiet-note">{heat.by === "hour" ? t.none_hour : t.none}</p>;
  return (
    <div class="scroll">
      <table class="heat">
        <thead>
          <tr>
            <th scope="col">{t.labels}</th>
            {heat.columns.map((column) => <th key={column} scope="col" class="figure">{column.replace(/-\d+%$/, "%")}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const most = Math.max(...row.moments);
            return (
              <tr key={row.word + row.label}>
                <th scope="row"><LabelChip id={row.label_ids[0] ?? ""} name={row.label || row.word} href={to("/search", { q: quoted(row.label || row.word) })} /></th>
                {row.moments.map((count, index) => (
                  <td key={heat.columns[index]} title={t.cell(count, heat.columns[index] ?? "")}>
                    <i class={`heat-cell ${familyOf(row.label_ids[0] ?? "")}`} style={{ opacity: String(count === 0 ? 0 : 0.18 + (0.82 * count) / most) }} />
                    <span class="visually-hidden">{count}</span>
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Rare(): ComponentChild {
  const t = words.value.rhythm;
  const rare = useAnswer("rare", (signal) => ask("get", "/api/v1/stats/rare", { signal }));
  return (
    <section aria-labelledby="rare-title">
      <h2 id="rare-title">{t.rare}</h2>
      {rare.problem && <Trouble problem={rare.problem} again={rare.again} />}
      {rare.value?.labels.length === 0 && <p class="quiet-note">{t.nothing_rare}</p>}
      <ul class="rare">
        {rare.value?.labels.map((one) => (
          <li key={one.label_id}>
            <LabelChip id={one.label_id} name={one.label} href={to("/search", { q: quoted(one.label) })} />
            <span class="soft">
              {one.first ? t.first : t.more_than(one.videos, number(one.expected_videos, language.value, 1))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
