"""The command `dyad`: reads arguments, calls one function, prints what it says."""

from __future__ import annotations

import argparse
import gc
import json
import os
import signal
import sys
import traceback
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal, get_args

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for them takes longer than our own reading

from generator import cli_releases, engine, folders, stamps
from generator.problems import Faults, Problem, Severity, report

OK, FAULTS, WRONG_USE, MACHINE, BUG = range(5)


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
    try:
        return int(options.run(options))
    except Faults as faults:
        _tell(faults.problems, as_json=getattr(options, "json", False))
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
    check.set_defaults(run=_check)
    build = commands.add_parser("build", help="build the sites of the base curriculum, or of organizations")
    which = build.add_mutually_exclusive_group()
    which.add_argument("--org", default="", help="the organization to build for")
    which.add_argument("--all", action="store_true", help="the base and every organization; skips what has not changed")
    build.add_argument(
        "--edition", choices=("learner", "facilitator", "all"), default="learner", help="which site (default: learner)"
    )
    build.add_argument("--out", type=Path, default=Path("build"), help="where to write (default: build)")
    build.set_defaults(run=_build)
    org = commands.add_parser("org", help="what organizations change").add_subparsers(dest="what", required=True)
    accept = org.add_parser("accept", help="record the base texts that an organization's changes were written against")
    accept.add_argument("org", metavar="ORG", help="the organization")
    accept.set_defaults(run=_accept)
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
    schema = commands.add_parser("schema", help="write the JSON Schemas with which editors complete and check")
    schema.add_argument("--out", type=Path, help="where to write (default: schemas, beside curriculum.yaml)")
    schema.set_defaults(run=_schema)
    return parser


def _build_all(options: argparse.Namespace) -> int:
    names = ("", *folders.organizations(options.root))
    changed = []
    for name, edition in ((name, edition) for name in names for edition in _editions(options)):
        if stamps.is_current(folders.target(options.out, name, edition), stamps.digest(options.root, name)):
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

    return FAULTS if organizations.build_all(options.root, options.out, changed, tell) else OK


def _accept(options: argparse.Namespace) -> int:
    from generator import organizations

    print(f"recorded {organizations.accept(options.root, options.org)} overrides of {options.org}")
    return OK


def _editions(options: argparse.Namespace) -> tuple[Literal["learner", "facilitator"], ...]:
    return ("learner", "facilitator") if options.edition == "all" else (options.edition,)


def _build(options: argparse.Namespace) -> int:
    if options.all:
        return _build_all(options)
    gc.disable()  # one short run; collecting takes a tenth of its time
    editions = _editions(options)
    with ExitStack() as stack:
        engines = [stack.enter_context(engine.Engine()) for _ in editions]
        from generator import site, writer  # loaded while the engine loads too

        found = site.effective(options.root, options.org, drafts=bool(options.org))
        for line in found.said:
            print(line)
        for edition, started in zip(editions, engines, strict=True):
            made = site.made(found, options.root, edition)
            folder = folders.target(options.out, options.org, edition)
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

    names = [options.org] if options.org else folders.organizations(options.root)
    today = options.today or date.today()
    found = findings.findings(options.root, names, today=today, publishing=bool(options.org))
    problems = [replace(one, severity="fault") for one in found.problems] if options.strict else found.problems
    _tell(problems, as_json=options.json)
    if any(problem.severity == "fault" for problem in problems):
        return FAULTS
    if not options.json:
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
