"""The model card: what the bundle hears, how well, from what it learnt, and what it cannot."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from earshot_training.bundle_writer import FREE_SUFFIX, BundleFacts, Figures
from earshot_training.corpus import Clip

SCENE_FIGURES = (
    ("onset_f1_micro", "onset F1, micro"),
    ("onset_f1_macro", "onset F1, macro"),
    ("event_f1_micro", "event F1, micro"),
    ("event_f1_macro", "event F1, macro"),
    ("segment_f1_micro", "segment F1 (1 s), micro"),
    ("segment_f1_macro", "segment F1 (1 s), macro"),
    ("onset_error_median_s", "median onset error, s"),
    ("false_alarms_per_h_all_labels", "false alarms an hour, all labels together"),
)

TEXT = """# {name} {version}

Hears {labels} kinds of sound (AudioSet labels) and says when, every 40 ms. {purpose}

## What it is
{network}Scores are calibrated per label; thresholds for six levels stand in `manifest.json`.

## Licence
{licence}

{attribution}

## What it learnt from
{clips} labelled clips ({hours:.1f} h) of {sources} sources, in scenes mixed at known times with
rooms, microphones, codecs and noise, and as whole clips. By licence, as their collections state
it (a part was learnt from all of them):

{licences}

## How well it hears
Measured on sources that it has neither learnt from nor been tuned on. Scenes are 10 s long with
about three events over a bed; "5 dB up" means events 5 to 20 dB above the bed. Event F1 asks for
the onset within 200 ms and the offset within 200 ms or 20 %; onset F1 for the onset alone.

{overall}

## What it does not know
- {untested} of its labels are `untested`: fewer than two unseen sources carry them. {weak} are
  `weak`: expect misses and false alarms.
- It has heard few far-off, muffled or overlapping sounds as they are in real videos; scenes are
  mixed, not filmed.
- Truth is incomplete: clips say what they hold, not all that they hold, so some false alarms
  counted here are right.
- It knows no words, no voices and no melodies: `Speech` is any speech, `Music` any music.
- Speech is mostly English and German; sirens, horns and ringtones differ from country to country.

## Every label
AP: average precision on whole clips. FA/h: false alarms an hour at the balanced level. Sources:
to learn from / unseen.

| label | grade | AP | event F1 | onset F1 | onset error | FA/h | sources |
|---|---|---|---|---|---|---|---|
{rows}
"""


PURPOSES = {
    "keen": "The default bundle\nof Earshot.",
    "swift": "The bundle of\nEarshot for small machines and huge archives.",
}
NETWORKS = {
    "keen": """\
The trunk is YAMNet's MobileNet v1 run over the whole recording; a branch of our own reads the
log-mel and the trunk's early maps at 40 ms; a frame's logit is the sum of what the trunk hears
around it and what the branch sees there. The embedding is a linear view of the trunk's features.
""",
    "swift": """\
Plain convolutions from 10 ms down to 320 ms and back up to 40 ms, trained from nothing to imitate
`keen` on scenes and on clips, with an eye on the truth. Its embeddings imitate those of `keen` and
lie in the same space.
""",
}


def write_card(path: Path, facts: BundleFacts, clips: Sequence[Clip]) -> None:
    """Write the card of a bundle."""
    learnt = [clip for clip in clips if clip.split == "train"]
    licences = Counter(clip.licence for clip in learnt)
    rows = [
        _row(name, grade, figures)
        for name, grade, figures in sorted(
            zip(facts.space.names, facts.grades, facts.label_figures, strict=True),
            key=lambda row: row[0],
        )
    ]
    text = TEXT.format(
        name=facts.name,
        version=facts.version,
        labels=len(facts.space),
        purpose=PURPOSES[facts.name.removesuffix(FREE_SUFFIX)],
        network=NETWORKS[facts.name.removesuffix(FREE_SUFFIX)],
        licence=facts.licence,
        attribution=facts.attribution,
        clips=len(learnt),
        hours=sum(clip.duration_s for clip in learnt) / 3600.0,
        sources=len({clip.source_group for clip in learnt}),
        licences="\n".join(f"- {count} clips: {name}" for name, count in licences.most_common()),
        overall=_overall(facts.figures),
        untested=list(facts.grades).count("untested"),
        weak=list(facts.grades).count("weak"),
        rows="\n".join(rows),
    )
    path.write_text(text, encoding="utf-8")


def _overall(figures: Figures) -> str:
    """Figures over all labels, those at 5 dB and above beside those at 0 dB."""
    lines = [
        f"Whole clips: macro mAP {_cell(figures.get('clip_map'), 3)}, "
        f"lwlrap {_cell(figures.get('clip_lwlrap'), 3)}.",
        "",
        "| scenes, labels with ten or more sources | 5 dB up | 0 dB |",
        "|---|---|---|",
    ]
    for name, title in SCENE_FIGURES:
        loud = _cell(figures.get(f"scenes_5_db_up_{name}"), 3)
        soft = _cell(figures.get(f"scenes_0_db_{name}"), 3)
        lines.append(f"| {title} | {loud} | {soft} |")
    recall = figures.get("embedding_recall_at_10")
    if recall is not None:
        lines += ["", f"Embedding, recall at 10 across sources: {recall:.3f}."]
    return "\n".join(lines)


def _row(name: str, grade: str, figures: Figures) -> str:
    cells = [
        _cell(figures.get("average_precision"), 2),
        _cell(figures.get("event_f1"), 2),
        _cell(figures.get("onset_f1"), 2),
        _cell(figures.get("onset_error_median_s"), 3, " s"),
        _cell(figures.get("false_alarms_per_h"), 1),
    ]
    sources = f"{figures.get('train_sources')} / {figures.get('report_sources')}"
    return f"| {name} | {grade} | {' | '.join(cells)} | {sources} |"


def _cell(value: float | None, digits: int, unit: str = "") -> str:
    return "-" if value is None else f"{value:.{digits}f}{unit}"
