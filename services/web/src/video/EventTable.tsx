// The same as the timeline, as a table: for screen readers, keyboards, and exact times.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { useEffect, useState } from "preact/hooks";
import { clock, length, percent } from "../times";
import { LabelChip } from "../ui/LabelChip";
import { language, words } from "../words";
import type { EventShown } from "./lanes";

const AT_ONCE = 100;

export function EventTable({ events, onSeek, nowS }: {
  events: readonly EventShown[];
  onSeek: (atS: number) => void;
  nowS: number;
}): ComponentChild {
  const t = words.value.events;
  const [count, setCount] = useState(AT_ONCE);
  useEffect(() => { setCount(AT_ONCE); }, [events]);
  return (
    <section class="events" aria-labelledby="events-title">
      <h2 id="events-title">{t.title(events.length)}</h2>
      <div class="scroll">
        <table>
          <thead>
            <tr><th scope="col">{t.time}</th><th scope="col">{t.sound}</th><th scope="col">{t.length}</th><th scope="col">{t.score}</th></tr>
          </thead>
          <tbody>
            {events.slice(0, count).map((event) => (
              <tr key={`${event.onset_s} ${event.label_id}`} data-now={event.onset_s <= nowS && nowS < event.offset_s}>
                <td>
                  <button type="button" class="time" aria-label={t.play(event.label, clock(event.onset_s, 1))}
                    onClick={() => { onSeek(event.onset_s); }}>{clock(event.onset_s, 1)}</button>
                </td>
                <td><LabelChip id={event.label_id} name={event.label} /></td>
                <td class="figure">{length(event.offset_s - event.onset_s, language.value)}</td>
                <td class="figure">{percent(event.score)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {events.length > count && (
        <button type="button" class="button wide" onClick={() => { setCount(count + AT_ONCE); }}>{t.more(events.length - count)}</button>
      )}
    </section>
  );
}
