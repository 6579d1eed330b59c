"""`bertsum models list|info|verify|remove|export|import`: what is installed, and whether it is whole."""

from __future__ import annotations

import argparse
from pathlib import Path

from bertsum_app.cli import output
from bertsum_app.cli.console import report, write
from bertsum_app.cli.messages import language_name
from bertsum_app.cli.options import Subparsers
from bertsum_app.core.errors import AppError, ModelError
from bertsum_app.library.store import InstalledModel
from bertsum_app.service.app import BertSumService

_MEGABYTE = 1_000_000


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Declare the command and its own commands."""
    parser = subparsers.add_parser(
        "models", help="show and check the installed models", description="The installed models."
    )
    actions = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listing = actions.add_parser("list", help="a line for each model, its fields parted by tabs")
    listing.set_defaults(action=_list)
    info = actions.add_parser("info", help="all there is to know about a model")
    info.set_defaults(action=_info)
    info.add_argument("model", metavar="ID")
    for action in (listing, info):
        action.add_argument("--json", action="store_true", help="one JSON object, not text")
    remove = actions.add_parser("remove", help="remove models that were installed or trained")
    remove.set_defaults(action=_remove)
    remove.add_argument("models", nargs="+", metavar="ID")
    export = actions.add_parser("export", help="pack a model into one file, to take it elsewhere")
    export.set_defaults(action=_export)
    export.add_argument("model", metavar="ID")
    export.add_argument("file", type=Path, metavar="FILE.bertsum")
    importing = actions.add_parser("import", help="install a model from such a file or a folder")
    importing.set_defaults(action=_import)
    importing.add_argument("path", type=Path, metavar="FILE|FOLDER")
    verify = actions.add_parser("verify", help="check every file of models against their manifests")
    verify.set_defaults(action=_verify)
    verify.add_argument("models", nargs="*", metavar="ID", help="none: all models")
    return parser


def run(arguments: argparse.Namespace, service: BertSumService) -> int:
    """Do what was chosen."""
    exit_code: int = arguments.action(arguments, service)
    return exit_code


def _list(arguments: argparse.Namespace, service: BertSumService) -> int:
    installed, problems = service.models.list()
    if arguments.json:
        write(output.models(installed))
    else:
        for model in installed:
            write("\t".join(_summary(model)))
    return _report_all(problems)


def _info(arguments: argparse.Namespace, service: BertSumService) -> int:
    model = service.models.get(arguments.model)
    if arguments.json:
        write(output.models([model]))
        return 0
    manifest = model.manifest
    rows = [
        ("id", manifest.id),
        ("name", manifest.name),
        ("version", manifest.version),
        ("languages", ", ".join(language_name(code) for code in manifest.languages)),
        ("jobs", ", ".join(manifest.jobs)),
        ("licence", manifest.licence),
        ("origin", manifest.origin),
        ("trained from", manifest.parent or "nothing"),
        ("part of the program", "yes" if model.embedded else "no"),
        ("folder", str(model.folder)),
        ("size", _megabytes(model)),
        *(("file", f"{entry.name}, {entry.bytes:,} bytes") for entry in manifest.files),
    ]
    width = max(len(name) for name, _ in rows) + 2
    write("\n".join(f"{name:<{width}}{value}" for name, value in rows))
    return 0


def _remove(arguments: argparse.Namespace, service: BertSumService) -> int:
    for model_id in arguments.models:
        service.models.remove(model_id)
        write(f"{model_id}: removed")
    return 0


def _export(arguments: argparse.Namespace, service: BertSumService) -> int:
    from bertsum_app.library.archive import pack_model

    model = service.models.get(arguments.model)
    pack_model(model.folder, arguments.file)
    write(f"{model.manifest.id}: {arguments.file}")
    return 0


def _import(arguments: argparse.Namespace, service: BertSumService) -> int:
    from bertsum_app.library.archive import unpacked_model

    with unpacked_model(arguments.path, service.models.user_folder) as folder:
        model = service.models.install(folder)
    write(f"{model.manifest.id}: installed")
    return 0


def _verify(arguments: argparse.Namespace, service: BertSumService) -> int:
    problems: list[AppError] = []
    model_ids = arguments.models
    if not model_ids:
        installed, unusable = service.models.list()
        problems += unusable
        model_ids = [model.manifest.id for model in installed]
        if not model_ids and not problems:
            service.models.default()  # says that the program's own model is missing
    for model_id in model_ids:
        try:
            service.models.verify(model_id)
        except ModelError as error:
            problems.append(error)
        else:
            write(f"{model_id}: whole")
    return _report_all(problems)


def _report_all(problems: list[AppError] | tuple[AppError, ...]) -> int:
    for problem in problems:
        report(problem)
    return problems[0].exit_code if problems else 0


def _summary(model: InstalledModel) -> tuple[str, ...]:
    manifest = model.manifest
    return (
        manifest.id,
        ",".join(manifest.languages),
        ",".join(manifest.jobs),
        _megabytes(model),
        manifest.name,
    )


def _megabytes(model: InstalledModel) -> str:
    return f"{output.model_bytes(model) / _MEGABYTE:.1f} MB"
