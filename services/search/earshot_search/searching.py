"""The use-case of searching: from a query to moments, grouped by video, best first."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from earshot.domain.events import SoundEvent
from earshot.domain.ids import LabelId, VideoId
from earshot.domain.levels import Level
from earshot.domain.queries import CandidateQuery, LabelGroup, Moment
from earshot.domain.video import Video
from earshot.errors import BadRequest
from earshot.labels.ontology import Ontology
from earshot.labels.resolution import Resolution
from earshot.ports.index import IndexReader
from earshot.query.phrases import read_words
from earshot_search.audible import AudibleLabels
from earshot_search.cursors import read_cursor, write_cursor
from earshot_search.kinship import Kinship
from earshot_search.moments import merge_akin, most_telling
from earshot_search.nearness import nearest_together
from earshot_search.paging import Pages
from earshot_search.shown import ShownVideos

MAX_QUERY_CHARS = 1000
MAX_WORDS = 20
NAMES_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """What is asked. The limits are of videos, and of moments in each."""

    query: str
    level: Level = Level.BALANCED
    min_score: float = 0.0
    limit: int = 20
    moments: int = 10
    cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMoment:
    """A moment with its most telling label and the reason why it is an answer."""

    moment: Moment
    label_id: LabelId
    label: str
    matched: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundVideo:
    """A video with its best moments."""

    video: Video
    score: float
    moments: tuple[FoundMoment, ...]
    moments_total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of an answer. Hits by name are a group of their own, on the first page only."""

    videos: tuple[FoundVideo, ...]
    names: tuple[Video, ...]
    unresolved: tuple[Resolution, ...]
    next: str | None


class Searching:
    """Reads the index and the catalog; writes nothing."""

    def __init__(
        self,
        *,
        index: IndexReader,
        shown: ShownVideos,
        audible: AudibleLabels,
        ontology: Ontology,
    ) -> None:
        self._index = index
        self._shown = shown
        self._audible = audible
        self._ontology = ontology
        self._kinship = Kinship(ontology)
        self._pages = Pages(index, shown)

    def search(self, request: SearchRequest) -> Found:
        """Answer one page; `BadRequest` when the query or cursor cannot be read."""
        text = request.query.strip()
        if not text:
            raise BadRequest("type what to listen for, such as dog")
        if len(text) > MAX_QUERY_CHARS:
            raise BadRequest(f"a query may have {MAX_QUERY_CHARS} characters, not {len(text)}")
        if len(text.split()) > MAX_WORDS:
            raise BadRequest(f"a query may have {MAX_WORDS} words, not {len(text.split())}")
        words = read_words(text, self._audible.words())
        videos, following = self._heard(request, text, words)
        return Found(
            videos=videos,
            names=self._named(text) if request.cursor is None else (),
            unresolved=tuple(word for word in words if not word.label_ids),
            next=following,
        )

    def _heard(
        self, request: SearchRequest, text: str, words: Sequence[Resolution]
    ) -> tuple[tuple[FoundVideo, ...], str | None]:
        validity = f"{text}\n{int(request.level)}\n{request.min_score!r}"
        cursor = read_cursor(request.cursor, asked=validity)
        if not words or any(not word.label_ids for word in words):
            return (), None
        query = CandidateQuery(
            groups=tuple(LabelGroup(typed=word.typed, label_ids=word.label_ids) for word in words),
            level=request.level,
            min_score=request.min_score,
        )
        page = self._pages.read(query, cursor, request.limit)
        events = self._events(query, [video.video_id for video in page.videos])
        found = (
            self._found(video, words, events[video.video_id], request.moments)
            for video in page.videos
        )
        following = write_cursor(page.next, asked=validity) if page.next else None
        return tuple(one for one in found if one is not None), following

    def _events(
        self, query: CandidateQuery, video_ids: Sequence[VideoId]
    ) -> Mapping[VideoId, Sequence[Sequence[SoundEvent]]]:
        """The standing events of each video, group by group."""
        events: dict[VideoId, list[list[SoundEvent]]] = {
            video_id: [[] for _ in query.groups] for video_id in video_ids
        }
        for at, group in enumerate(query.groups):
            for lane in self._index.lanes(video_ids, group.label_ids):
                standing = lane.columns.standing(query.level, query.min_score)
                events[lane.video_id][at].extend(lane.columns.rows(standing).events())
        return events

    def _found(
        self,
        video: Video,
        words: Sequence[Resolution],
        events: Sequence[Sequence[SoundEvent]],
        most: int,
    ) -> FoundVideo | None:
        groups = [merge_akin(group, self._kinship) for group in events]
        if len(groups) == 1:
            moments = sorted(groups[0], key=lambda one: (-one.score, one.start_s))
        else:
            moments = [moment for _, moment in nearest_together(groups)]
        if not moments:
            return None
        return FoundVideo(
            video=video,
            score=moments[0].score,
            moments=tuple(self._explained(moment, words) for moment in moments[:most]),
            moments_total=len(moments),
        )

    def _explained(self, moment: Moment, words: Sequence[Resolution]) -> FoundMoment:
        labels = most_telling(moment.events, self._kinship)
        answers = [(word, self._answering(labels, word)) for word in words]
        shown = dict.fromkeys(answer for _, answer in answers) if len(words) > 1 else labels[:1]
        reasons = dict.fromkeys(word.reason(label, self._ontology) for word, label in answers)
        return FoundMoment(
            moment=moment,
            label_id=labels[0],
            label=" + ".join(self._audible.name(label_id) for label_id in shown),
            matched="; ".join(reasons),
        )

    def _answering(self, labels: Sequence[LabelId], word: Resolution) -> LabelId:
        """The best of a moment's labels that a word stands for."""
        for label_id in labels:
            if self._kinship.is_any(label_id, word.label_ids):
                return label_id
        return labels[0]

    def _named(self, text: str) -> tuple[Video, ...]:
        found = (self._shown.find(id_) for id_ in self._index.named(text, 2 * NAMES_SHOWN))
        return tuple(video for video in found if video is not None)[:NAMES_SHOWN]
