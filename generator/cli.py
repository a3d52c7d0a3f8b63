"""The command `dyad`: reads arguments, calls one function, prints what it says."""

from __future__ import annotations

import argparse
import gc
import json
import os
import re
import signal
import sys
import traceback
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for them takes longer than our own reading

from generator import cli_org, cli_releases, engine, folders, stamps
from generator.exits import BUG, FAULTS, MACHINE, OK, WRONG_USE
from generator.problems import Faults, Problem, Refused, Severity, report

if TYPE_CHECKING:
    from generator import site
    from generator.plan import papers


def entry() -> None:
    """Where the installed command begins."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Runs one command; returns the exit code: 0 well, 1 faults in the input, 2 wrong use, 3 the machine, 4 our bug."""
    options = _parser().parse_args(arguments)
    if not (options.root / "curriculum.yaml").exists():
        print(
            f"dyad: there is no curriculum.yaml in '{options.root}'; go to its folder or give --root", file=sys.stderr
        )
        return WRONG_USE
    within = getattr(options, "organizations", None)
    if within and not within.is_dir() and not getattr(options, "makes_folder", False):
        print(f"dyad: there is no folder '{within}' with organizations", file=sys.stderr)
        return WRONG_USE
    try:
        return int(options.run(options))
    except Faults as faults:
        _tell(faults.problems, as_json=getattr(options, "json", False))
        return FAULTS
    except Refused as refused:
        print(f"dyad: {refused}", file=sys.stderr)
        return FAULTS
    except OSError as error:
        print(f"dyad: {error.strerror or error}: {error.filename or ''}".rstrip(": "), file=sys.stderr)
        return MACHINE
    except Exception:
        traceback.print_exc()
        print("dyad: this is a fault of ours, not of your files; please report the lines above", file=sys.stderr)
        return BUG


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dyad", description="Builds the curriculum's sites.")
    parser.add_argument("--root", type=Path, default=Path("."), help="the folder with curriculum.yaml (default: here)")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="tell all faults and warnings in the authors' files; write nothing")
    check.add_argument("--json", action="store_true", help="tell them as JSON")
    check.add_argument("--strict", action="store_true", help="take warnings as faults")
    check.add_argument(
        "--org", default="", help="only the base and this organization, and whether it can publish (default: all)"
    )
    check.add_argument(
        "--today", type=date.fromisoformat, metavar="DATE", help="the day that reviews are held against (default: now)"
    )
    cli_org.add_folder(check)
    check.set_defaults(run=_check)
    build = commands.add_parser("build", help="build the sites of the base curriculum, or of organizations")
    which = build.add_mutually_exclusive_group()
    which.add_argument("--org", default="", help="the organization to build for")
    which.add_argument("--all", action="store_true", help="the base and every organization; skips what has not changed")
    build.add_argument(
        "--edition", choices=("learner", "facilitator", "all"), default="learner", help="which site (default: learner)"
    )
    build.add_argument("--out", type=Path, default=Path("build"), help="where to write (default: build)")
    build.add_argument("--pdf", action="store_true", help="make the PDFs too, and lead to them from their pages")
    cli_org.add_folder(build)
    build.set_defaults(run=_build)
    cli_org.add(commands)
    serve = commands.add_parser("serve", help="preview the site and make it again whenever a file is saved")
    serve.add_argument(
        "--edition", choices=("learner", "facilitator"), default="learner", help="which site (default: learner)"
    )
    serve.add_argument("--out", type=Path, default=Path("build"), help="where to write (default: build)")
    serve.add_argument("--port", type=int, default=8000, help="on this computer only (default: 8000)")
    serve.set_defaults(run=_serve)
    cli_releases.add(commands)
    exports = commands.add_parser("export", help="what others can use").add_subparsers(dest="what", required=True)
    cli_releases.add_export(exports)
    _add_print(commands.add_parser("print", help="make the PDFs of sessions: guide, packet, cards, key and run sheet"))
    schema = commands.add_parser("schema", help="write the JSON Schemas with which editors complete and check")
    schema.add_argument("--out", type=Path, help="where to write (default: schemas, beside curriculum.yaml)")
    schema.set_defaults(run=_schema)
    return parser


def _add_print(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="several make one session (default: each of all)")
    parser.add_argument("--minutes", type=int, default=0, help="how long the session is (default: as written)")
    parser.add_argument("--start", type=_clock, metavar="13:30", help="when it begins")
    parser.add_argument("--pairs", type=_pairs, default=8, help="how many pairs come (default: 8)")
    parser.add_argument("--paper", choices=("letter", "a4"), help="(default: as usual in the curriculum's language)")
    parser.add_argument("--ink", choices=("light", "full"), default="light", help="light: no filled areas (default)")
    parser.add_argument("--org", default="", help="the organization to print for")
    parser.add_argument("--out", type=Path, help="where to write (default: build/print/ORG)")
    parser.add_argument("--calendar", action="store_true", help="write a cohort's dates as an .ics file instead")
    parser.add_argument("--start-date", type=date.fromisoformat, metavar="DATE", help="the cohort's first session")
    parser.add_argument("--every", type=_interval, default="1w", metavar="2w", help="how often (default: 1w)")
    cli_org.add_folder(parser)
    parser.set_defaults(run=_print)


def _clock(text: str) -> str:
    if not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", text):
        raise argparse.ArgumentTypeError(f"'{text}' is no time of day, such as 13:30")
    return text.zfill(5)


def _pairs(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d?", text):
        raise argparse.ArgumentTypeError(f"'{text}' is no number of pairs from 1 to 99")
    return int(text)


def _interval(text: str) -> timedelta:
    found = re.fullmatch(r"([1-9]\d?)([dw])", text)
    if not found:
        raise argparse.ArgumentTypeError(f"'{text}' is no interval, such as 2w or 10d")
    return timedelta(days=int(found[1]) * (7 if found[2] == "w" else 1))


def _print(options: argparse.Namespace) -> int:
    from generator import printing, site
    from generator.plan import papers

    if options.calendar and options.start_date is None:
        print("dyad: a calendar needs --start-date, such as --start-date 2027-01-11", file=sys.stderr)
        return WRONG_USE
    found = site.effective(options.root, options.org, drafts=bool(options.org), within=options.organizations)
    out = options.out or Path("build/print") / (options.org or folders.BASE)
    order = papers.Order(
        modules=tuple(dict.fromkeys(options.modules)),
        minutes=options.minutes,
        start=options.start or "",
        pairs=options.pairs,
        paper=options.paper or printing.paper_of(found),
        ink=options.ink,
    )
    if options.calendar:
        return _calendar(options, found, out, order)
    orders = (order,) if order.modules else printing.all_orders(found.curriculum, order)
    _progress(f"writing the pages of {len(orders)} sessions")
    jobs = printing.sets(found, orders, bound=not order.modules)
    _tell([one for job in jobs for one in job.warnings], as_json=False)
    made: list[str] = []

    def tell(what: str) -> None:
        made.append(what)
        _progress(what)

    printing.write(out, jobs, tell)
    print(f"{len(made)} files made, {len(jobs) - len(made)} unchanged; they are in {out}")
    return OK


def _calendar(options: argparse.Namespace, found: site.Effective, out: Path, order: papers.Order) -> int:
    from generator import printing, schedule, site
    from generator.plan import papers

    each = printing.all_orders(found.curriculum, order)
    orders = tuple(replace(order, modules=(name,)) for name in order.modules) or each
    if refused := papers.refusals(found.curriculum, orders):
        raise Faults(refused)
    names = [one.modules[0] for one in orders]
    cohort = schedule.Cohort(first=options.start_date, every=options.every, start=order.start, minutes=order.minutes)
    file = out / "cohort.ics"
    printing.put(file, schedule.calendar(found.curriculum, names, cohort, site.epoch(found.curriculum)))
    print(f"wrote {len(names)} sessions and their follow-ups to {file}")
    return OK


def _build_all(options: argparse.Namespace) -> int:
    within = options.organizations
    names = ("", *folders.organizations(options.root, within=within))
    changed = []
    for name, edition in ((name, edition) for name in names for edition in _editions(options)):
        made_from = stamps.digest(options.root, name, within=within, pdf=options.pdf)
        if stamps.is_current(folders.target(options.out, name, edition), made_from):
            print(f"{name or folders.BASE}/{edition}: nothing has changed")
        else:
            changed.append((name, edition))
    if not changed:
        return OK
    from generator import organizations

    def tell(outcome: organizations.Outcome) -> None:
        name = f"{outcome.organization or folders.BASE}/{outcome.edition}"
        if outcome.faults:
            print(f"{name}: not built\n{outcome.faults}", file=sys.stderr)
        else:
            said = outcome.said if outcome.edition == "learner" else ()
            print("\n".join([f"{name}: built {outcome.pages} pages", *(f"  {line}" for line in said)]))

    order = organizations.Order(options.root, options.out, within, options.pdf)
    return FAULTS if organizations.build_all(order, changed, tell) else OK


def _build_org(options: argparse.Namespace) -> int:
    """Builds the sites of one organization, whatever has changed."""
    from generator import organizations

    told: list[str] = []

    def tell(outcome: organizations.Outcome) -> None:
        if outcome.faults and outcome.faults not in told:
            told.append(outcome.faults)
            ours = "\ndyad: this is a fault of ours, not of your files; please report the lines above"
            said = f"dyad: {outcome.faults}" if outcome.sort == "machine" else outcome.faults
            print(said + (ours if outcome.sort == "bug" else ""), file=sys.stderr)
        elif not outcome.faults:
            lines = [line for line in outcome.said if line not in told]
            told.extend(lines)
            built = folders.target(options.out, options.org, outcome.edition) / "site/index.html"
            print("\n".join([*lines, f"built {outcome.pages} pages; open {built}"]))

    order = organizations.Order(options.root, options.out, options.organizations, options.pdf)
    wanted = [(options.org, edition) for edition in _editions(options)]
    failed = organizations.build_all(order, wanted, tell)
    codes = {"faults": FAULTS, "machine": MACHINE, "bug": BUG}
    return max((codes[one.sort] for one in failed), default=OK)


def _editions(options: argparse.Namespace) -> tuple[Literal["learner", "facilitator"], ...]:
    return ("learner", "facilitator") if options.edition == "all" else (options.edition,)


def _build(options: argparse.Namespace) -> int:
    if options.all:
        return _build_all(options)
    if options.org:
        return _build_org(options)
    gc.disable()  # one short run; collecting takes a tenth of its time
    editions = _editions(options)
    with ExitStack() as stack:
        engines = [stack.enter_context(engine.Engine()) for _ in editions]
        from generator import printing, site, writer  # loaded while the engine loads too

        found = site.effective(options.root, drafts=False)
        for edition, started in zip(editions, engines, strict=True):
            folder = folders.target(options.out, "", edition)
            (folder / stamps.NAME).unlink(missing_ok=True)
            printed = printing.for_site(found, edition, folder / "print", _progress) if options.pdf else ()
            made = site.made(found, options.root, edition, printed)
            _progress(f"writing {len(made.pages)} pages for the {edition}")
            writer.write(folder, made)
            _progress("building the site")
            built = started.build(folder, epoch=made.epoch)
            print(f"built {len(made.pages)} pages; open {built / 'index.html'}")
    return OK


def _serve(options: argparse.Namespace) -> int:
    from generator import watch

    folder = folders.target(options.out, "", options.edition)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the engine's server ends with us
    watching = sys.stdout.isatty()
    ended = watch.serve(options.root, folder, options.edition, port=options.port, in_browser=watching, tell=print)
    return MACHINE if ended else OK


def _schema(options: argparse.Namespace) -> int:
    from generator import schema, writer

    folder = options.out or options.root / "schemas"
    made = schema.schemas()
    writer.write_schemas(folder, made)
    print(f"wrote {len(made)} schemas to {folder}")
    return OK


def _progress(what: str) -> None:
    """Says what is being done, where somebody watches."""
    if sys.stderr.isatty():
        print(f"{what} …", file=sys.stderr)


def _check(options: argparse.Namespace) -> int:
    from generator import findings

    gc.disable()  # one run; collecting takes a tenth of its time, and finds next to nothing
    within = options.organizations
    names = [options.org] if options.org else folders.organizations(options.root, within=within)
    today = options.today or date.today()
    found = findings.findings(options.root, names, today=today, publishing=bool(options.org), within=within)
    problems = [replace(one, severity="fault") for one in found.problems] if options.strict else found.problems
    _tell(problems, as_json=options.json)
    if any(problem.severity == "fault" for problem in problems):
        return FAULTS
    if not options.json:
        print("".join(f"{line}\n" for line in found.said), end="")
        print(f"no faults: {found.modules} modules, {found.ready} of them ready")
    return OK


def _tell(problems: Iterable[Problem], *, as_json: bool) -> None:
    """Tells faults first, then warnings."""
    ordered = sorted(problems, key=lambda problem: (problem.severity, problem))
    if as_json:
        print(json.dumps([_record(problem) for problem in ordered], ensure_ascii=False, indent=2))
        return
    for severity in get_args(Severity):
        told = [problem for problem in ordered if problem.severity == severity]
        if told:
            print(report(told), file=sys.stderr)


def _record(problem: Problem) -> dict[str, object]:
    place = problem.place
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "what": problem.what,
        "expected": problem.expected,
        "near": problem.near,
        "severity": problem.severity,
    }
