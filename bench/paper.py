"""The making of PDFs against WeasyPrint alone on the same pages, and the memory that a set and the volume take."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNS = 3
MODULE = "psychological-safety"
OURS = """
import json, resource, sys, tempfile, time
from pathlib import Path
import weasyprint
from generator import printing, site
from generator.plan import papers
started = time.process_time()
found = site.effective(Path("."))
order = papers.Order(modules=(sys.argv[1],) if len(sys.argv) > 2 else ())
if order.modules:
    jobs = printing.sets(found, [order])
else:
    jobs = printing.sets(found, printing.all_orders(found.curriculum, order), bound=True)[-1:]
printing.write(Path(tempfile.mkdtemp(dir=sys.argv[-1])), jobs, cores=1)
taken = time.process_time() - started
Path(sys.argv[-1], "jobs.json").write_text(json.dumps([[job.html, job.paper] for job in jobs]))
print(json.dumps([taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
THEIRS = """
import json, resource, sys, time
from pathlib import Path
import weasyprint
from weasyprint.text.fonts import FontConfiguration
from generator.printing import pdf
jobs = json.loads(Path(sys.argv[-1], "jobs.json").read_text())
started = time.process_time()
for html, paper in jobs:
    fonts = FontConfiguration()
    sheets = [weasyprint.CSS(string=css, base_url=pdf.STYLE.as_uri(), font_config=fonts) for css in pdf.css(paper)]
    weasyprint.HTML(string=html).write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1", pdf_tags=True)
print(json.dumps([time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def report() -> None:
    """A module's set and the bound volume of all guides: processor time in ratio, seconds and megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = [], []
        for _ in range(RUNS):
            ours.append(_run(OURS, MODULE, folder))
            theirs.append(_run(THEIRS, MODULE, folder))
        ratios = [one[0] / other[0] for one, other in zip(ours, theirs, strict=True)]
        print(f"a module's PDFs, from files to paper / WeasyPrint alone: {statistics.median(ratios):.2f} (at most 1.3)")
        print(f"  {statistics.median(one[0] for one in ours):.1f} s of one core, {ours[0][1]:.0f} MB (at most 500)")
        seconds, memory = _run(OURS, folder)
        ratio = seconds / _run(THEIRS, folder)[0]
        print(f"the bound volume: {ratio:.2f} of WeasyPrint alone, {seconds:.0f} s of one core, {memory:.0f} MB")


def _run(script: str, *arguments: str) -> tuple[float, float]:
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, memory = json.loads(done.stdout)
    return seconds, memory


if __name__ == "__main__":
    report()
