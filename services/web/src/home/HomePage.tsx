// Where one begins: the box, what came last, what the archive can hear.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { useEffect } from "preact/hooks";
import { useAnswer } from "../answers";
import { labels } from "../labels";
import { to } from "../router";
import { LanguageHelp } from "../search/LanguageHelp";
import { quoted } from "../search/quoted";
import { SearchBox } from "../search/SearchBox";
import { ask } from "../session";
import { number } from "../times";
import { Empty } from "../ui/Empty";
import { LabelChip } from "../ui/LabelChip";
import { Trouble } from "../ui/Trouble";
import { VideoCard } from "../ui/VideoCard";
import { isUnderWay } from "../upload/stages";
import { language, words } from "../words";

const RECENT = 8;
const SHOWN = 24;
const POLL_MS = 2000;

export function HomePage(): ComponentChild {
  const t = words.value.home;
  useEffect(() => { document.title = "Earshot"; }, []);
  const recent = useAnswer("recent",
    (signal) => ask("get", "/api/v1/videos", { query: { limit: RECENT }, signal }),
    (page) => (page.videos.some(isUnderWay) ? POLL_MS : 0));
  return (
    <div class="home">
      <section class="hero">
        <h1>{t.title}</h1>
        <p>{t.text}</p>
        <SearchBox id="hero" asked="" large />
        <LanguageHelp />
      </section>
      {recent.problem && <Trouble problem={recent.problem} again={recent.again} />}
      {recent.value?.videos.length === 0 && (
        <Empty icon="film" level={2} title={t.empty} text={t.empty_text}>
          <a class="button primary" href="/upload">{t.upload}</a>
        </Empty>
      )}
      {recent.value && recent.value.videos.length > 0 && (
        <section aria-labelledby="recent-title">
          <div class="section-head">
            <h2 id="recent-title">{t.recent}</h2>
            <a href="/archive">{t.all}</a>
          </div>
          <ul class="cards">{recent.value.videos.map((video) => <VideoCard key={video.id} video={video} />)}</ul>
        </section>
      )}
      <Audible />
    </div>
  );
}

function Audible(): ComponentChild {
  const t = words.value.home;
  const heard = labels.value.filter((label) => label.events > 0).sort((a, b) => b.events - a.events);
  if (labels.value.length === 0) return null;
  const shown = heard.length > 0 ? heard.slice(0, SHOWN) : labels.value.filter((label) => label.grade === "good").slice(0, SHOWN);
  return (
    <section aria-labelledby="audible-title">
      <div class="section-head">
        <h2 id="audible-title">{heard.length > 0 ? t.heard : t.audible}</h2>
        <a href="/archive?view=sounds">{t.all_sounds(labels.value.length)}</a>
      </div>
      <p class="chips">
        {shown.map((label) => (
          <LabelChip key={label.label_id} id={label.label_id} name={label.name} href={to("/search", { q: quoted(label.name) })}>
            {label.events > 0 && <span class="soft">{number(label.events, language.value)}</span>}
          </LabelChip>
        ))}
      </p>
    </section>
  );
}
