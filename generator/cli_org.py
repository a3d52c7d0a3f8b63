"""The commands about organizations: their arguments, and what they say."""

from __future__ import annotations

import argparse
import json
import shlex
from collections.abc import Callable
from pathlib import Path

OK, FAULTS, WRONG_USE, MACHINE = range(4)
Commands = argparse._SubParsersAction
Run = Callable[[argparse.Namespace], int]


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `org` and what it can do to the commands of `dyad`."""
    org = commands.add_parser("org", help="what organizations change").add_subparsers(dest="what", required=True)
    new = _about_one(org, "new", "make an organization: a commented overlay that builds at once", _new)
    new.add_argument("--name", required=True, help="what it is called, such as 'Riverside Health'")
    new.add_argument("--from", dest="example", default="", metavar="EXAMPLE", help="the example to start from")
    new.set_defaults(makes_folder=True)
    accept = _about_one(org, "accept", "record the base texts that new changes were written against", _accept)
    accept.add_argument(
        "--anew", action="store_true", help="record all changes, also those that wait for a decision: for examples only"
    )
    status = _about_one(org, "status", "how each change stands to the base, and what to do about it", _status)
    status.add_argument("--json", action="store_true", help="tell it as JSON")


def add_folder(parser: argparse.ArgumentParser) -> None:
    """Adds the option that says where the organizations are."""
    parser.add_argument(
        "--organizations",
        type=Path,
        metavar="DIR",
        help="the folder that holds the organizations (default: content/organizations beside curriculum.yaml)",
    )


def _about_one(
    org: argparse._SubParsersAction[argparse.ArgumentParser], name: str, what: str, run: Run
) -> argparse.ArgumentParser:
    parser = org.add_parser(name, help=what)
    parser.add_argument("org", metavar="ORG", help="the organization")
    add_folder(parser)
    parser.set_defaults(run=run)
    return parser


def _new(options: argparse.Namespace) -> int:
    from generator import beginning

    begun = beginning.begin(
        options.root, options.org, options.name, example=options.example, within=options.organizations
    )
    where = f" --organizations {shlex.quote(str(options.organizations))}" if options.organizations else ""
    print(f"made {begun.folder}/overlay.yaml, which says what to do next")
    if begun.speaking:
        print(f"these still speak of {options.example}: {', '.join(begun.speaking)}")
    print(f"see it: dyad build --org {options.org}{where}")
    return OK


def _accept(options: argparse.Namespace) -> int:
    from generator import drift

    found = drift.accept(options.root, options.org, anew=options.anew, within=options.organizations)
    new = [one for one in found.findings if options.anew or one.state == "unrecorded"]
    print(f"recorded {len(new)} changes of {options.org}; {len(found.findings) - len(new)} were recorded before")
    waiting = [one for one in found.blocked if one not in new]
    if waiting:
        print(f"{len(waiting)} of them wait for a decision: dyad org status {options.org}")
    return OK


def _status(options: argparse.Namespace) -> int:
    from generator import drift

    found = drift.report(options.root, options.org, within=options.organizations)
    print(json.dumps(drift.as_data(found), ensure_ascii=False, indent=2) if options.json else drift.as_text(found))
    return FAULTS if found.blocked else OK
