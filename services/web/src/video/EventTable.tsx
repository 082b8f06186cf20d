// The same as the timeline, as a table: for screen readers, keyboards, and exact times.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { useEffect, useState } from "preact/hooks";
import { clock, length, percent } from "../times";
import { Icon } from "../ui/Icon";
import { LabelChip } from "../ui/LabelChip";
import { language, words } from "../words";
import { Correct } from "./Correct";
import type { EventShown } from "./lanes";

const AT_ONCE = 100;

interface Props {
  readonly videoId: string;
  readonly events: readonly EventShown[];
  readonly nowS: number;
  readonly onSeek: (atS: number) => void;
  readonly onSame: (event: EventShown) => void;
  readonly onCorrected: () => void;
}

export function EventTable(props: Props): ComponentChild {
  const { events } = props;
  const t = words.value.events;
  const [count, setCount] = useState(AT_ONCE);
  const [open, setOpen] = useState("");
  useEffect(() => { setOpen(""); }, [events]);
  return (
    <section class="events" aria-labelledby="events-title">
      <h2 id="events-title">{t.title(events.length)}</h2>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{t.time}</th><th scope="col">{t.sound}</th><th scope="col" class="figure">{t.length}</th>
              <th scope="col" class="figure">{t.score}</th><th scope="col"><span class="visually-hidden">{t.actions}</span></th>
            </tr>
          </thead>
          <tbody>
            {events.slice(0, count).map((event) => {
              const key = `${event.onset_s} ${event.label_id}`;
              return <Row key={key} {...props} event={event} open={open === key} onOpen={() => { setOpen(open === key ? "" : key); }} />;
            })}
          </tbody>
        </table>
      </div>
      {events.length > count && (
        <button type="button" class="button wide" onClick={() => { setCount(count + AT_ONCE); }}>{t.more(events.length - count)}</button>
      )}
    </section>
  );
}

type RowProps = Props & { readonly event: EventShown; readonly open: boolean; readonly onOpen: () => void };

function Row({ event, videoId, nowS, open, onOpen, onSeek, onSame, onCorrected }: RowProps): ComponentChild {
  const t = words.value.events;
  const at = clock(event.onset_s, 1);
  return (
    <>
      <tr data-now={event.onset_s <= nowS && nowS < event.offset_s}>
        <td>
          <button type="button" class="time" aria-label={t.play(event.label, at)} onClick={() => { onSeek(event.onset_s); }}>{at}</button>
        </td>
        <td><LabelChip id={event.label_id} name={event.label} /></td>
        <td class="figure">{length(event.offset_s - event.onset_s, language.value)}</td>
        <td class="figure">{percent(event.score)}</td>
        <td class="acts">
          <button type="button" class="quiet icon-only" title={t.same} aria-label={t.same_as(event.label, at)} onClick={() => { onSame(event); }}><Icon name="wave" /></button>
          <button type="button" class="quiet icon-only" title={t.correct} aria-label={t.correct_this(event.label, at)} aria-expanded={open} onClick={onOpen}><Icon name="edit" /></button>
        </td>
      </tr>
      {open && <tr class="under"><td colSpan={5}><Correct videoId={videoId} event={event} onDone={onCorrected} /></td></tr>}
    </>
  );
}
