"""Checks that need no cloud."""

import json
import re
import xml.etree.ElementTree as xml

from checks.report import Failed
from checks.tools import HERE, ROOT, TARGET, checkov_program, run

SOURCES = ("*.tf", "*.hcl", "*.py", "*.md", "verify")


def format_and_documents(report, terraform):
    with report.check("format"):
        terraform("fmt", "-check", "-diff", "-no-color", "-recursive", ".", folder=HERE)
    with report.check("tables of the READMEs are fresh"):
        run("python3", HERE / "docs.py", "--check")
    with report.check("figures of docs/cost.md are fresh"):
        run("python3", HERE / "cost.py", "--check")
    with report.check("the dashboard of Grafana is fresh"):
        run("python3", HERE / "dashboards.py", "--check")
    with report.check("modules are four files or more, each with a test"):
        lacking = [
            f"{folder.name} lacks {name}"
            for folder in sorted((HERE / "modules").iterdir())
            for name in ("main.tf", "variables.tf", "outputs.tf", "versions.tf", "README.md", f"tests/{folder.name}.tftest.hcl")
            if not (folder / name).is_file()
        ]
        if lacking:
            raise Failed("\n".join(lacking))
    with report.check("queues are those that the code names"):
        names = re.findall(r'= "(trellis-[a-z]+)"', (ROOT / "contract/src/main/java/dev/trellis/contract/port/QueueNames.java").read_text())
        default = re.search(r'variable "names".*?default *= \[(.*?)\]', (HERE / "modules/queues/variables.tf").read_text(), re.S)[1]
        if sorted(names) != sorted(re.findall(r'"([^"]+)"', default)):
            raise Failed(f"QueueNames has {names}, modules/queues has [{default}]")


def modules(report, terraform):
    """Runs each module's tests; the provider is mocked and its schema is the real one, so this validates too."""
    for folder in sorted((HERE / "modules").iterdir()):
        results = TARGET / f"{folder.name}.xml"
        with report.check(f"tests of {folder.name}"):
            terraform.init(folder)
            output = terraform("test", "-no-color", f"-junit-xml={results}", folder=folder, accept=(0, 1))
            runs = list(xml.parse(results).iter("testcase"))
            if not runs:
                raise Failed("no run at all:\n" + output[-3000:])
            failed = [case for case in runs if case.find("failure") is not None or case.find("error") is not None]
            for case in runs:
                if case not in failed:
                    report.add(f"{folder.name}: {case.get('name')}", float(case.get("time") or 0), None)
            if failed:
                raise Failed(output[-6000:])
    for name in ("minimal", "complete"):
        with report.check(f"example {name} is valid"):
            terraform.init(HERE / "examples" / name)
            terraform("validate", "-no-color", folder=HERE / "examples" / name)


def checkov(report):
    """0 findings; each skip says why on its line."""
    with report.check("checkov"):
        words = ("-d", HERE, "--framework", "terraform", "--skip-path", "target", "--skip-download", "--output", "json", "--quiet")
        answer = json.loads(run(checkov_program(), *words, env={"LOG_LEVEL": "ERROR"}, accept=(0, 1)))
        if answer.get("summary", {}).get("passed", 0) < 100:
            raise Failed(f"checkov saw next to nothing: {answer.get('summary') or answer}")
        failed = [f"{check['check_id']} {check['resource']}: {check['check_name']}" for check in answer["results"]["failed_checks"]]
        if failed:
            raise Failed("\n".join(failed))
    with report.check("each checkov skip says why"):
        lines = [line for file in HERE.glob("**/*.tf") if "target" not in file.parts for line in file.read_text().splitlines() if "checkov:skip" in line]
        mute = [line.strip() for line in lines if not re.search(r"#checkov:skip=CKV2?_AWS_\d+:.{15,}", line)]
        if mute or not lines:
            raise Failed("\n".join(mute) or "no skip found: the pattern is wrong")
