"""The commands about releases: their arguments, and what they say."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from generator import cli_org, folders
from generator.exits import FAULTS, MACHINE, OK, WRONG_USE
from generator.problems import Faults, Refused, report

if TYPE_CHECKING:
    from generator.releases.home import Home

Commands = argparse._SubParsersAction
Run = Callable[[argparse.Namespace], int]


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands to those of `dyad`."""
    publish = commands.add_parser("publish", help="publish the release that an organization's overlay names")
    publish.add_argument("org", nargs="?", default="", metavar="ORG", help="the organization")
    publish.add_argument("--all", action="store_true", help="every organization whose release is not there yet")
    publish.add_argument("--by", default="", help="who publishes; it is kept with the release")
    publish.add_argument("--without-pdfs", action="store_true", help="leave out the PDFs, which take the longest")
    publish.add_argument("--require-approval", action="store_true", help="only if each module was approved as it is")
    cli_org.add_folder(publish)
    _finish(publish, _publish)
    rollback = _about_one(commands, "rollback", "let latest/ show an earlier release", _rollback)
    rollback.add_argument("--to", default="", metavar="VERSION", help="(default: the one before)")
    rollback.add_argument("--by", default="", help="who decided it")
    withdraw = _about_one(commands, "withdraw", "put a notice in place of a release", _withdraw, "version")
    withdraw.add_argument("--why", required=True, help="what readers of it are told")
    withdraw.add_argument("--by", default="", help="who decided it")
    prune = _about_one(commands, "prune", "remove the files of old releases; shows which, until --yes", _prune)
    prune.add_argument("--keep", type=_count, default=5, help="how many of the newest stay (default: 5)")
    prune.add_argument("--since", default="", metavar="DATE", help="those dated on this day or later stay too")
    prune.add_argument("--pin", metavar="VERSION", help="always keep this one, for a cohort that --why names")
    prune.add_argument("--unpin", metavar="VERSION", help="no longer keep it always")
    prune.add_argument("--why", default="", help="for whom a release is pinned")
    prune.add_argument("--yes", action="store_true", help="remove them")
    changes = _about_one(commands, "changes", "what is new from one release to another", _changes, "old", "new")
    changes.add_argument("--json", action="store_true", help="tell it as JSON")
    _about_one(commands, "verify", "hold a release's files against its manifest", _verify, "version")


def add_export(what: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `export site` to the exports."""
    site = _about_one(what, "site", "published releases as a plain folder or a zip, for hosts without links", _export)
    site.add_argument("to", type=Path, metavar="TARGET", help="a new folder, or a file that ends with .zip")
    site.add_argument("--edition", choices=("learner", "facilitator"), default="learner", help="(default: learner)")
    which = site.add_mutually_exclusive_group()
    which.add_argument("--version", default="", help="which release (default: the latest)")
    which.add_argument("--all-versions", action="store_true", help="all that is served, with the selector")


def _about_one(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, what: str, run: Run, *more: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=what)
    parser.add_argument("org", metavar="ORG", help="the organization")
    for argument in more:
        parser.add_argument(argument, metavar=argument.upper(), help="a version, such as 2026.1")
    _finish(parser, run)
    return parser


def _finish(parser: argparse.ArgumentParser, run: Run) -> None:
    parser.add_argument(
        "--published", type=Path, default=Path("published"), help="where releases are (default: published)"
    )
    parser.set_defaults(run=lambda options: _told(run, options))


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no number from 1 on")
    return int(text)


def _told(run: Run, options: argparse.Namespace) -> int:
    """Runs a command; says why not, where the machine or somebody else is in the way."""
    from generator.releases.home import Busy

    try:
        return run(options)
    except Busy as busy:
        print(f"dyad: {busy}", file=sys.stderr)
        return MACHINE
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        said = f"dyad: {(error.strerror or str(error)).lower()}{where}; what was published before is still served"
        print(said, file=sys.stderr)
        return MACHINE


def _home(options: argparse.Namespace) -> Home:
    from generator.releases.home import Home

    return Home(options.published, options.org)


def _publish(options: argparse.Namespace) -> int:
    if bool(options.org) == options.all:
        print("dyad: name an organization, or give --all", file=sys.stderr)
        return WRONG_USE
    names = folders.organizations(options.root, within=options.organizations) if options.all else [options.org]
    results = [_published(options, name) for name in names]
    return max(results, default=OK)


def _published(options: argparse.Namespace, name: str) -> int:
    """Publishes for one organization; where it cannot, the others go on."""
    from generator.releases import making
    from generator.releases.home import Home

    home = Home(options.published, name)
    try:
        there = making.is_there(options.root, home, within=options.organizations) if options.all else ""
        if there:
            print(f"{name}: {there} is there already")
            return OK
        with TemporaryDirectory() as out:
            version, new = making.publish(
                options.root,
                home,
                Path(out),
                by=options.by,
                papers=not options.without_pdfs,
                tell=_progress,
                approved=options.require_approval,
                within=options.organizations,
            )
    except Faults as faults:
        print(f"{name}: not published\n{report(faults.problems)}", file=sys.stderr)
        return FAULTS
    except Refused as refused:
        print(f"{name}: not published: {refused}", file=sys.stderr)
        return FAULTS
    said = f"published {version} in" if new else f"{version} is published already, with just this content, in"
    print(f"{name}: {said} {home.link('learner')} and {home.link('facilitator')}")
    return OK


def _rollback(options: argparse.Namespace) -> int:
    from generator.releases import desk

    print(f"latest/ shows {desk.rollback(_home(options), options.to, by=options.by)}")
    return OK


def _withdraw(options: argparse.Namespace) -> int:
    from generator.releases import desk

    latest = desk.withdraw(_home(options), options.version, why=options.why, by=options.by)
    print(f"{options.version} now says why it was withdrawn; latest/ shows {latest}")
    return OK


def _prune(options: argparse.Namespace) -> int:
    from generator.releases import desk

    home, rules = _home(options), desk.Rules(last=options.keep, since=options.since)
    if options.pin and not options.why.strip():
        print("dyad: say with --why for whom it is pinned, such as --why 'March cohort'", file=sys.stderr)
        return WRONG_USE
    for version, why in ((options.pin, options.why), (options.unpin, "")):
        if version:
            desk.pin(home, version, why=why)
            print(f"{version} is " + (f"kept for: {why}" if why else "no longer pinned"))
    if options.yes:
        print("\n".join(f"removed {one.version}" for one in desk.prune(home, rules)) or "nothing to remove")
    elif not (options.pin or options.unpin):
        going = desk.prunable(desk.standing(home), rules)
        print("\n".join(f"would remove {one.version}; do it with --yes" for one in going) or "nothing to remove")
    return OK


def _changes(options: argparse.Namespace) -> int:
    from generator.releases import changes, desk, manifest

    home = _home(options)
    files = [home.manifest_file(desk.release(home, version).version) for version in (options.old, options.new)]
    found = changes.between(*(manifest.read(file) for file in files))
    print(json.dumps(asdict(found), ensure_ascii=False, indent=2) if options.json else changes.text(found).rstrip())
    return OK


def _verify(options: argparse.Namespace) -> int:
    from generator.releases import desk

    wrong = desk.verify(_home(options), options.version)
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return FAULTS
    found = desk.release(_home(options), options.version)
    print(f"{found.version}: as it was published, {found.digest[:12]}, {found.status}")
    return OK


def _export(options: argparse.Namespace) -> int:
    from generator.releases import desk, export

    home = _home(options)
    known = desk.standing(home)
    version = "" if options.all_versions else desk.release(home, options.version or known.latest).version
    count = export.export(home, options.edition, version, options.to)
    print(f"wrote {count} files of {version or 'all versions'} to {options.to}")
    return OK


def _progress(what: str) -> None:
    if sys.stderr.isatty():
        print(f"{what} …", file=sys.stderr)
