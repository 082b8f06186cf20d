// One video with its moments; a moment plays right here, by pointer or key.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { useState } from "preact/hooks";
import type { components } from "../api";
import { to } from "../router";
import { clock, day, percent } from "../times";
import { Icon } from "../ui/Icon";
import { LabelChip } from "../ui/LabelChip";
import { Poster } from "../ui/Poster";
import { language, words } from "../words";
import { Preview } from "./Preview";

type Schemas = components["schemas"];
type Video = Schemas["VideoFound"];
type Moment = Schemas["MomentShown"];
const DWELL_MS = 350;
const FEW = 4;
const CHIPS = 3;

export function FoundVideo({ video, q, level }: { video: Video; q: string; level: number }): ComponentChild {
  const t = words.value.search;
  const [playing, setPlaying] = useState<Moment>();
  const [all, setAll] = useState(false);
  const stop = (): void => { setPlaying(undefined); };
  const shown = all ? video.moments : video.moments.slice(0, FEW);
  const whole = to(`/videos/${video.video_id}`, { q, level });
  return (
    <li class="found-video" onKeyDown={(event) => { if (event.key === "Escape") stop(); }}>
      <div class="stage-small">
        {playing
          ? <Preview videoId={video.video_id} moment={playing} onEnd={stop} />
          : <a href={whole} tabIndex={-1} aria-hidden="true"><Poster id={video.video_id} durationS={video.duration_s} /></a>}
      </div>
      <div class="found-text">
        <h2><a href={whole}>{video.title}</a></h2>
        <p class="soft">
          {[video.collection, video.recorded_at && day(video.recorded_at, language.value), t.moments(video.moments_total)]
            .filter(Boolean).join(" · ")}
        </p>
        <ol class="moments">
          {shown.map((moment) => (
            <MomentRow key={`${moment.start_s} ${moment.label_id}`} moment={moment} videoId={video.video_id} q={q} level={level}
              playing={playing === moment} onPlay={() => { setPlaying(moment); }} onStop={stop} />
          ))}
        </ol>
        {!all && video.moments.length > FEW && (
          <button type="button" class="quiet" onClick={() => { setAll(true); }}>{t.more_moments(video.moments.length - FEW)}</button>
        )}
        {all && video.moments_total > video.moments.length && <a href={whole}>{t.rest(video.moments_total - video.moments.length)}</a>}
      </div>
    </li>
  );
}

interface RowProps {
  moment: Moment;
  videoId: string;
  q: string;
  level: number;
  playing: boolean;
  onPlay: () => void;
  onStop: () => void;
}

function MomentRow({ moment, videoId, q, level, playing, onPlay, onStop }: RowProps): ComponentChild {
  const t = words.value.search;
  const [timer, setTimer] = useState(0);
  const rest = (): void => { setTimer(window.setTimeout(onPlay, DWELL_MS)); };
  const leave = (): void => {
    window.clearTimeout(timer);
    if (playing) onStop();
  };
  const time = clock(moment.start_s, 1);
  // The sound itself comes first; a time relation is made of several, and others may say the same.
  const labels = [...new Map([
    [moment.label_id, moment.label] as const,
    ...moment.events.map((event) => [event.label_id, event.label] as const),
  ])].filter(([, name]) => name);
  const others = labels.slice(CHIPS).map(([, name]) => name);
  return (
    <li class="moment" data-playing={playing}>
      <button type="button" class="round" aria-pressed={playing} aria-label={playing ? t.stop_preview : t.preview(time, moment.label)}
        onClick={playing ? onStop : onPlay} onMouseEnter={rest} onMouseLeave={leave}>
        <Icon name={playing ? "pause" : "play"} />
      </button>
      <a class="time" href={to(`/videos/${videoId}`, { t: Math.max(0, moment.start_s).toFixed(2), q, level })}
        aria-label={t.open_at(time)}>{time}</a>
      <span class="chips">
        {labels.slice(0, CHIPS).map(([id, name]) => <LabelChip key={id} id={id} name={name} />)}
        {others.length > 0 && <span class="soft more" title={others.join(", ")}>{t.and_more(others.length)}</span>}
      </span>
      <span class="reason soft">{moment.matched}</span>
      <span class="score" title={t.score}><span class="bar"><i style={{ width: `${moment.score * 100}%` }} /></span>{percent(moment.score)}</span>
    </li>
  );
}
