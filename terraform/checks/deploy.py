"""Applies the serverless part to LocalStack, runs a process to its end there, and destroys it again."""

import json
import re
import shutil
import time
from concurrent.futures import ThreadPoolExecutor

from checks.emulator import Emulator
from checks.host import Host
from checks.report import Failed, NotRun
from checks.tools import HERE, ROOT, TARGET

MINIMAL = HERE / "examples" / "minimal"
COMPLETE = HERE / "examples" / "complete"
TOKENS = {"service": "a-token-of-the-orchestrator", "admin": "a-token-of-the-operator"}
PACKAGES = ["pdo-function/aws-lambda", "tde-functions/registry", "tde-functions/http", "tde-functions/sql", "tde-functions/file"]

POLICY = """kind: policy
name: deployed
version: 1.0.0
task_types: ["deployed.*"]
guard_rails: {file: {allowed_prefixes: ["s3://trellis-artifacts/"]}}
"""


def run(report, terraform):
    try:
        emulator = started(report)
    except NotRun as why:
        report.not_run("apply to LocalStack, a process on it, destroy", str(why))
        return
    if emulator is None:
        return
    try:
        deployed(report, Applied(terraform, emulator), emulator)
    finally:
        emulator.stop()


def started(report):
    missing = [package for package in PACKAGES if not (ROOT / package / "target/function.zip").exists()]
    if missing:
        raise NotRun(f"not built: {', '.join(missing)}; run ./trellis build")
    if shutil.which("docker") is None:
        raise NotRun("docker is not on the PATH")
    try:
        Emulator.provide()
    except Failed as failure:
        raise NotRun(f"LocalStack cannot run here: {failure}") from failure
    with report.check("LocalStack starts"):
        return Emulator.started()
    return None


def deployed(report, applied, emulator):
    """What only waits runs beside what computes."""
    host = Host(emulator, TOKENS)
    with ThreadPoolExecutor() as beside:
        try:
            planned = beside.submit(checked, report, "complete: its plan is made", applied.plan_complete)
            checked(report, "minimal: apply", applied.apply)
            planned.result()
            again = beside.submit(checked, report, "minimal: a second plan is empty", applied.second_plan)
            checked(report, "a process runs to its end on the functions that were applied", change_registries, host)
            checked(report, "the timer wakes the orchestrator", await_timer, emulator)
            again.result()
        finally:
            host.stop()
            checked(report, "minimal: destroy leaves nothing", applied.destroy)


def checked(report, name, body, *words):
    with report.check(name):
        body(*words)


class Applied:
    """The example, as it stands in LocalStack."""

    def __init__(self, terraform, emulator):
        self.terraform = terraform
        self.emulator = emulator
        self.environment = {**emulator.credentials(), "AWS_ENDPOINT_URL": emulator.outside, "TF_DATA_DIR": str(TARGET / "data" / "applied")}
        self.options = [f"-state={TARGET}/applied.tfstate", "-input=false", "-no-color"]
        self.variables = [
            "-var=emulator=true",
            "-var=deletion_protection=false",
            "-var=bucket=trellis-artifacts",
            f"-var=engine_url=http://{emulator.gateway}:{emulator.host_port}",
            f"-var=engine_token={TOKENS['service']}",
            f"-var=endpoint_of_functions={emulator.inside}",
        ]

    def plan_complete(self):
        environment = {**self.environment, "TF_DATA_DIR": str(TARGET / "data" / "planned")}
        self.terraform("init", "-backend=false", "-input=false", "-no-color", folder=COMPLETE, env=environment)
        said = self.terraform(
            "plan",
            "-input=false",
            "-no-color",
            "-var=host_image=registry.example.org/host:1",
            "-var=script_image=registry.example.org/script:1",
            "-var=engine_domain=engine.example.org",
            "-var=engine_certificate_arn=arn:aws:acm:us-east-1:000000000000:certificate/1",
            f"-var=tokens={json.dumps(TOKENS)}",
            f'-var=registry_folders=["{ROOT}/examples/wildlife-strikes/registry", "{ROOT}/examples/existing-worker"]',
            folder=COMPLETE,
            env=environment,
        )
        if not re.search(r"^Plan: [0-9]{3} to add, 0 to change, 0 to destroy", said, re.M):
            raise Failed("not the plan of a whole platform:\n" + said[-3000:])
        for task_type in ("wildlife-report", "kernel-registry-flip", "demo-convert"):
            if f"trellis-task-{task_type}-dlq" not in said:
                raise Failed(f"no queue for {task_type}")
        leaked = [token for token in TOKENS.values() if token in said]
        if leaked:
            raise Failed("the plan shows a token")

    def apply(self):
        self.terraform("init", "-backend=false", "-input=false", "-no-color", folder=MINIMAL, env=self.environment)
        said = self.terraform("apply", "-auto-approve", *self.options, *self.variables, folder=MINIMAL, env=self.environment)
        if TOKENS["service"] in said:
            raise Failed("the output shows the orchestrator's token")

    def second_plan(self):
        self.terraform("plan", "-detailed-exitcode", *self.options, *self.variables, folder=MINIMAL, env=self.environment)

    def destroy(self):
        self.terraform("destroy", "-auto-approve", *self.options, *self.variables, folder=MINIMAL, env=self.environment)
        self.emulator.expect_empty()


def change_registries(host):
    """A change of the registries is a process: three tasks in three functions, each reported over the outcome queue."""
    host.start()
    folder = TARGET / "entries"
    folder.mkdir(exist_ok=True)
    (folder / "deployed.policy.yaml").write_text(POLICY)
    said = host.trellis("apply", "-f", folder, timeout=240)
    shown = host.trellis("registry", "show", "policy", "deployed")
    if "deployed" not in shown:
        raise Failed(f"the change is not in the registries:\n{said}\n{shown}")


def await_timer(emulator, seconds=90):
    """The orchestrator says in its log who woke it."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if "woken by aws.events" in emulator.log("/aws/lambda/trellis-pdo"):
            return
        time.sleep(2)
    raise Failed(f"no run of the orchestrator says that it was woken by aws.events, {seconds} s after the apply")
