"""The commands about organizations: their arguments, and what they say."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from generator.exits import FAULTS, OK, WRONG_USE

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
    diff = _about_one(org, "diff", "what the base said, what it says now, and yours", _diff)
    diff.add_argument("target", nargs="?", default="", metavar="TARGET", help="(default: all that want a look)")
    diff.add_argument("--html", type=Path, metavar="FILE", help="write one page that needs no tool, to read or print")
    _add_resolve(_about_one(org, "resolve", "decide about a change under which the base has changed", _resolve))
    upgrade = _about_one(org, "upgrade", "take the version of the base that is here", _upgrade)
    upgrade.add_argument("--to", default="", metavar="VERSION", help="only if the base here has this version")
    upgrade.add_argument("--dry-run", action="store_true", help="tell what would happen; change nothing")
    _add_approvals(org)
    _about_one(org, "words", "where the base writes a word out for which the organization has another one", _words)


def _words(options: argparse.Namespace) -> int:
    from generator import findings

    found = findings.words(options.root, options.org, within=options.organizations)
    print("\n".join([*(str(one).replace(": warning: ", ": ") for one in found), f"{len(found)} places in the base"]))
    return OK


def _add_approvals(org: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    review = _about_one(org, "review", "write one page with all texts as the organization has them", _review)
    review.add_argument("--out", type=Path, metavar="FILE", help="the page (default: review-ORG.html)")
    approve = _about_one(org, "approve", "record that somebody agreed to the text of modules", _approve)
    approve.add_argument("modules", nargs="*", metavar="MODULE", help="the modules")
    approve.add_argument("--all", action="store_true", help="all modules")
    approve.add_argument("--by", required=True, metavar="ROLE", help="the role of those who agreed")
    approve.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="the day (default: today)")


def _add_resolve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar="TARGET", help="the change, as dyad org status calls it")
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument(
        "--keep",
        dest="how",
        action="store_const",
        const="keep",
        help="yours stays, until the base changes again; say --why",
    )
    how.add_argument(
        "--take",
        dest="how",
        action="store_const",
        const="take",
        help="the base's comes back; yours is taken out of overlay.yaml",
    )
    how.add_argument("--merged", dest="how", action="store_const", const="merged", help="you have written yours anew")
    parser.add_argument("--why", default="", help="the reason; it is kept with the decision")
    parser.add_argument("--by", default="", metavar="ROLE", help="who decided, as a role")


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


def _review(options: argparse.Namespace) -> int:
    from generator import proof

    file = options.out or Path(f"review-{options.org}.html")
    file.write_text(proof.page(options.root, options.org, within=options.organizations), encoding="utf-8")
    print(f"wrote {file}; it is one page that needs nothing else")
    return OK


def _approve(options: argparse.Namespace) -> int:
    from generator import approvals, site

    if bool(options.modules) == options.all:
        print("dyad: name modules, or give --all", file=sys.stderr)
        return WRONG_USE
    found = site.effective(options.root, options.org, within=options.organizations)
    names = [content.module.id for content in found.curriculum.ready] if options.all else options.modules
    made = approvals.approve(found, names, by=options.by, on=str(options.on or date.today()))
    print(f"recorded the approval of {', '.join(one.module for one in made)} by {made[0].by}, {made[0].on}")
    return OK


def _accept(options: argparse.Namespace) -> int:
    from generator import drift

    found = drift.accept(options.root, options.org, anew=options.anew, within=options.organizations)
    new = [one for one in found.findings if options.anew or one.state == "unrecorded"]
    changes = "1 change" if len(new) == 1 else f"{len(new)} changes"
    print(f"recorded {changes} of {options.org}; recorded before: {len(found.findings) - len(new)}")
    waiting = [one for one in found.blocked if one not in new]
    if waiting:
        print(f"{len(waiting)} of them wait for a decision: dyad org status {options.org}")
    return OK


def _status(options: argparse.Namespace) -> int:
    from generator import drift

    found = drift.report(options.root, options.org, within=options.organizations)
    voided = _voided(options)
    if options.json:
        print(json.dumps({**drift.as_data(found), "voided": voided}, ensure_ascii=False, indent=2))
    else:
        print("\n".join([drift.as_text(found).rstrip("\n"), *voided]))
    return FAULTS if found.blocked else OK


def _voided(options: argparse.Namespace) -> list[str]:
    """Approvals that no longer hold, in words; while the files have faults, nobody can say."""
    from generator import approvals, folders, site
    from generator.overlay.folder import APPROVALS
    from generator.problems import Faults

    folder = folders.organization(options.root, options.org, within=options.organizations)
    if not (folder / APPROVALS).is_file():
        return []
    try:
        found = site.effective(options.root, options.org, within=options.organizations)
        return [f"the module '{one.module}' is {one.told}" for one in approvals.state(found) if one.state == "changed"]
    except Faults:
        return ["whether approvals hold can be told once dyad check finds no faults"]


def _diff(options: argparse.Namespace) -> int:
    from generator import drift

    found = drift.report(options.root, options.org, within=options.organizations)
    shown = drift.sheets(found, options.target)
    if options.html:
        options.html.write_text(drift.html(found, shown), encoding="utf-8")
        print(f"wrote {options.html}; it is one page that needs nothing else")
    else:
        print(drift.text(found, shown) or f"{options.org}: no change wants a look")
    return OK


def _resolve(options: argparse.Namespace) -> int:
    from generator import drift

    if options.how == "keep" and not options.why.strip():
        print("dyad: say with --why for what reason yours stays", file=sys.stderr)
        return WRONG_USE
    done = drift.resolve(
        options.root,
        options.org,
        options.target,
        how=options.how,
        by=options.by,
        on=date.today().isoformat(),
        why=options.why,
        within=options.organizations,
    )
    print(done)
    return OK


def _upgrade(options: argparse.Namespace) -> int:
    from generator import drift

    if options.dry_run:
        found = drift.report(options.root, options.org, within=options.organizations)
        drift.wanted(found, options.to)
        print("\n".join(drift.plan(found)))
        print(f"{options.org}: from base {found.pinned} to {found.version}; nothing was changed")
        return FAULTS if found.blocked else OK
    found = drift.upgrade(options.root, options.org, to=options.to, within=options.organizations)
    print("\n".join(drift.plan(found)))
    print(f"{options.org} is made for base {found.version} now")
    return OK
