// What can be heard, how well, and how often it was.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { useState } from "preact/hooks";
import { useAnswer } from "../answers";
import { to } from "../router";
import { quoted } from "../search/quoted";
import { ask } from "../session";
import { number, percent } from "../times";
import { LabelChip } from "../ui/LabelChip";
import { Trouble } from "../ui/Trouble";
import { language, words } from "../words";

export function Sounds(): ComponentChild {
  const t = words.value.archive;
  const told = useAnswer("labels", (signal) => ask("get", "/api/v1/labels", { signal }));
  const [typed, setTyped] = useState("");
  const [byCount, setByCount] = useState(true);
  if (told.problem) return <Trouble problem={told.problem} again={told.again} />;
  const wanted = typed.trim().toLowerCase();
  const shown = (told.value?.labels ?? []).filter((label) => label.name.toLowerCase().includes(wanted));
  if (byCount) shown.sort((a, b) => b.events - a.events || a.name.localeCompare(b.name));
  return (
    <>
      <div class="row">
        <label class="field">{t.filter}<input type="text" value={typed} onInput={(event) => { setTyped(event.currentTarget.value); }} /></label>
        <label class="check"><input type="checkbox" checked={byCount} onChange={(event) => { setByCount(event.currentTarget.checked); }} />{t.by_count}</label>
      </div>
      <p class="soft">{t.grades_text}</p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{t.sound}</th><th scope="col">{t.grade}</th><th scope="col" class="figure">{t.precision}</th>
              <th scope="col" class="figure">{t.videos}</th><th scope="col" class="figure">{t.events}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((label) => (
              <tr key={label.label_id}>
                <td><LabelChip id={label.label_id} name={label.name} href={to("/search", { q: quoted(label.name) })} /></td>
                <td><span class={`grade ${label.grade}`}>{t.grades[label.grade]}</span></td>
                <td class="figure">{typeof label.figures.average_precision === "number" ? percent(label.figures.average_precision) : "–"}</td>
                <td class="figure">{number(label.videos, language.value)}</td>
                <td class="figure">{number(label.events, language.value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
