"""The command `earshot-train`: one verb a step, from recordings to a bundle."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from earshot_training.commands.export import export_run
from earshot_training.commands.extend import extend_bundle
from earshot_training.commands.judging import compare as run_compare
from earshot_training.commands.prepare import Places
from earshot_training.commands.prepare import prepare as run_prepare
from earshot_training.commands.quantise import quantise_bundle
from earshot_training.commands.reporting import page_of
from earshot_training.commands.scenes import make_training_scenes, make_validation_scenes
from earshot_training.commands.sounds import write_page
from earshot_training.commands.train import train as run_train
from earshot_training.commands.tune import tune_run
from earshot_training.evaluation.comparison import hears_worse, losses
from earshot_training.evaluation.page import written
from earshot_training.evaluation.printing import table_lines
from earshot_training.material import ALL, MaterialSettings, read_material
from earshot_training.recipe import read_recipe, with_licences

app = typer.Typer(no_args_is_help=True, add_completion=False)

DEFAULT_STATE = Path.home() / ".cache" / "earshot" / "training"

Data = Annotated[Path, typer.Option(help="folder with clips.csv and clips/")]
Models = Annotated[Path, typer.Option(help="folder with yamnet.tflite and its class map")]
State = Annotated[Path, typer.Option(help="folder for everything that is computed")]
RecipeFile = Annotated[Path, typer.Option("--recipe", help="the experiment, a TOML file")]
Licences = Annotated[str, typer.Option(help="learn from recordings of `all` licences, or `free`")]
YardstickFile = Annotated[
    Path | None, typer.Option("--recipe", help="whose labels are judged; those of keen if none")
]


def _places(data: Path, models: Path | None, state: Path) -> Places:
    return Places(data=data, models=models or data.parent / "models", state=state)


@app.command()
def prepare(
    data: Data,
    models: Models | None = None,
    state: State = DEFAULT_STATE,
    workers: Annotated[int, typer.Option(help="processes that decode")] = 2,
    licences: Licences = ALL,
) -> None:
    """Decode all clips and compute what never changes (about ten minutes, once)."""
    run_prepare(_places(data, models, state), workers=workers, licences=licences)


@app.command()
def scenes(  # noqa: PLR0913 - one parameter an option
    data: Data,
    recipe: RecipeFile,
    first: Annotated[int, typer.Option(help="number of the first shard")] = 0,
    count: Annotated[int, typer.Option(help="shards of 64 scenes")] = 100,
    validation: Annotated[bool, typer.Option(help="the fixed validation scenes instead")] = False,
    models: Models | None = None,
    state: State = DEFAULT_STATE,
    licences: Licences = ALL,
) -> None:
    """Mix scenes; may run beside `train`, which takes new ones in as they come."""
    chosen = with_licences(read_recipe(recipe), licences)
    places = _places(data, models, state)
    if validation:
        make_validation_scenes(places, chosen)
    else:
        make_training_scenes(places, chosen, first, count)


@app.command()
def train(
    data: Data,
    recipe: RecipeFile,
    teacher: Annotated[
        Path | None, typer.Option(help="bundle that a small network imitates")
    ] = None,
    models: Models | None = None,
    state: State = DEFAULT_STATE,
    licences: Licences = ALL,
) -> None:
    """Train, or go on where an interrupted run was saved."""
    chosen = with_licences(read_recipe(recipe), licences)
    run_train(_places(data, models, state), chosen, recipe, teacher)


@app.command()
def tune(
    data: Data,
    recipe: RecipeFile,
    models: Models | None = None,
    state: State = DEFAULT_STATE,
    licences: Licences = ALL,
) -> None:
    """Calibrate scores and choose every label's thresholds on the tuning half."""
    chosen = with_licences(read_recipe(recipe), licences)
    folder = tune_run(_places(data, models, state), chosen, recipe)
    typer.echo(f"wrote {folder.tuned}")


@app.command()
def export(  # noqa: PLR0913 - one parameter an option
    data: Data,
    recipe: RecipeFile,
    out: Annotated[Path, typer.Option(help="folder of the bundle")],
    version: Annotated[str, typer.Option(help="version of the bundle")] = "0.1.0",
    precision: Annotated[str, typer.Option(help="int8 or fp32")] = "int8",
    models: Models | None = None,
    state: State = DEFAULT_STATE,
    licences: Licences = ALL,
) -> None:
    """Write the bundle: model, manifest with figures, card."""
    chosen = with_licences(read_recipe(recipe), licences)
    places = _places(data, models, state)
    report = export_run(places, chosen, out, version, precision)
    for name, value in report.overall.items():
        typer.echo(f"{name:48} {value:9.3f}")
    if hears_worse(report.overall):
        typer.echo("int8 has cost more than 0.005; consider --precision fp32", err=True)


@app.command()
def quantise(
    data: Data,
    recipe: RecipeFile,
    bundle: Annotated[Path, typer.Option(help="folder of the bundle, in fp32")],
    force: Annotated[bool, typer.Option(help="also when it hears worse")] = False,
    models: Models | None = None,
    state: State = DEFAULT_STATE,
) -> None:
    """Make a bundle compute in int8, unless a figure loses more than 0.005 by it."""
    places = _places(data, models, state)
    figures = quantise_bundle(places, read_recipe(recipe), bundle, force=force)
    for name, loss in losses(figures).items():
        typer.echo(f"{name:48} {figures[name] + loss:9.4f} {figures[name]:9.4f} {-loss:+9.4f}")
    if hears_worse(figures) and not force:
        typer.echo("it hears worse in int8; the bundle is left in fp32", err=True)
        raise typer.Exit(1)


@app.command()
def evaluate(
    data: Data,
    bundle: Annotated[str, typer.Option(help="folder of a bundle, or name of a run")],
    recipe: YardstickFile = None,
    yamnet: Annotated[bool, typer.Option(help="judge YAMNet beside it")] = True,
    html: Annotated[Path | None, typer.Option(help="also write a report with plots")] = None,
    models: Models | None = None,
    state: State = DEFAULT_STATE,
) -> None:
    """Print the whole table of a bundle on the reporting half, beside YAMNet's."""
    places = _places(data, models, state)
    _tell(places, recipe, [bundle], yamnet=yamnet, html=html)


@app.command()
def compare(
    contenders: Annotated[list[str], typer.Argument(help="folders of bundles, names of runs")],
    data: Data,
    recipe: YardstickFile = None,
    yamnet: Annotated[bool, typer.Option(help="judge YAMNet behind them")] = False,
    html: Annotated[Path | None, typer.Option(help="also write a report with plots")] = None,
    models: Models | None = None,
    state: State = DEFAULT_STATE,
) -> None:
    """Print the table of several bundles and runs; the first is set against the others."""
    places = _places(data, models, state)
    _tell(places, recipe, contenders, yamnet=yamnet, html=html)


def _tell(
    places: Places, recipe: Path | None, names: list[str], *, yamnet: bool, html: Path | None
) -> None:
    settings = read_recipe(recipe).material if recipe else MaterialSettings()
    material = read_material(places.data, places.state, settings)
    comparison = run_compare(places, material, names, yamnet=yamnet)
    columns = [contender.name for contender in comparison.contenders]
    for view, judged in zip(comparison.views, comparison.judged, strict=True):
        for line in table_lines(view.name, columns, [one.estimates for one in judged]):
            typer.echo(line)
        typer.echo("")
    if html is not None:
        write_page(html, written(page_of(places, material, comparison)))
        typer.echo(f"wrote {html}")


@app.command()
def extend(
    bundle: Annotated[Path, typer.Option(help="folder of the bundle to be extended")],
    recordings: Annotated[Path, typer.Option(help="folder with recordings of the new sound")],
    others: Annotated[Path, typer.Option(help="folder with recordings of all but it")],
    label: Annotated[str, typer.Option(help="its name")],
    out: Annotated[Path, typer.Option(help="folder of the longer bundle")],
) -> None:
    """Teach a bundle one label more from own recordings; takes minutes, changes nothing else."""
    try:
        made = extend_bundle(bundle, recordings, others, label, out)
    except ValueError as error:
        typer.echo(f"earshot-train: {error}", err=True)
        raise typer.Exit(2) from error
    for name, value in made.figures.items():
        typer.echo(f"{name:48} {value:9.3f}")
    typer.echo(f"wrote {made.bundle.bundle_id} to {out}; earshot bundles install {out}")
