// What sounds like the stretch that was marked, wherever it is in the archive.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { useAnswer } from "../answers";
import { to } from "../router";
import { ask } from "../session";
import { clock, percent } from "../times";
import { Icon } from "../ui/Icon";
import { Poster } from "../ui/Poster";
import { Trouble } from "../ui/Trouble";
import { words } from "../words";
import type { View } from "./view";

const MOST = 12;
/** Longer stretches are not compared. */
export const LONGEST_S = 30;

export function SameSound({ videoId, span, onClose }: {
  videoId: string;
  span: View;
  onClose: () => void;
}): ComponentChild {
  const t = words.value.same;
  const key = `${videoId} ${span.startS} ${span.endS}`;
  const found = useAnswer(key, (signal) =>
    ask("post", "/api/v1/search/similar", {
      body: { video_id: videoId, onset_s: span.startS, offset_s: span.endS, limit: MOST, min_score: 0.5 }, signal,
    }));
  const moments = found.value?.moments;
  return (
    <section class="same" aria-labelledby="same-title" aria-busy={found.busy}>
      <div class="section-head">
        <h2 id="same-title">{t.title(clock(span.startS, 1), clock(span.endS, 1))}</h2>
        <button type="button" class="round" aria-label={t.close} onClick={onClose}><Icon name="close" /></button>
      </div>
      {found.problem && <Trouble problem={found.problem} again={found.again} />}
      {found.busy && !moments && <p class="soft" role="status">{words.value.search.looking}</p>}
      {moments?.length === 0 && <p class="soft">{t.nothing}</p>}
      {moments && moments.length > 0 && (
        <ul class="cards">
          {moments.map((moment) => (
            <li class="card" key={`${moment.video_id} ${moment.start_s}`}>
              <a href={to(`/videos/${moment.video_id}`, { t: moment.start_s.toFixed(2) })}>
                <Poster id={moment.video_id} durationS={null} />
                <span class="card-title">{moment.title}</span>
              </a>
              <span class="soft">{t.at(clock(moment.start_s, 1), percent(moment.score))}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
