"""Finds and runs what the checks need."""

import os
import pathlib
import shutil
import subprocess
import sys

from checks.report import Failed, NotRun

HERE = pathlib.Path(__file__).resolve().parent.parent
ROOT = HERE.parent
TARGET = HERE / "target"

# Where an unpacked provider usually lies: Terraform's own implied mirrors, and what images of build machines use.
USUAL_PLACES = [
    "~/.terraform.d/plugins",
    "~/.local/share/terraform/plugins",
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
    "/opt/*/plugins",
    "/opt/*plugins*",
    "/opt/*providers*",
]


def run(*command, cwd=None, env=None, timeout=600, accept=(0,)):
    """Runs a command; what it printed is in the failure, and is the result."""
    try:
        done = subprocess.run(
            [str(word) for word in command],
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=timeout,
        )
    except subprocess.TimeoutExpired as late:
        raise Failed(f"{command[0]} {command[1]} took longer than {timeout} s:\n{(late.stdout or b'').decode()[-3000:]}") from late
    if done.returncode not in accept:
        raise Failed(f"{' '.join(map(str, command[:3]))} ended with {done.returncode}:\n{done.stdout[-6000:]}")
    return done.stdout


def mirror():
    """The folder that holds the provider by its registry's host; none when there is none."""
    named = os.environ.get("TRELLIS_TERRAFORM_PLUGINS")
    if named:
        return pathlib.Path(named)
    for place in USUAL_PLACES:
        path = pathlib.Path(place).expanduser()
        for folder in sorted(pathlib.Path(path.anchor).glob(str(path.relative_to(path.anchor)))):
            if any(folder.glob("*/hashicorp/aws")):
                return folder
    return None


class Terraform:
    """Terraform with a configuration of its own, so that nobody's settings disturb."""

    def __init__(self, environment):
        self.environment = environment

    @staticmethod
    def found():
        configuration = TARGET / "terraform.rc"
        folder = mirror()
        mirrored = f'provider_installation {{\n  filesystem_mirror {{\n    path = "{folder}"\n  }}\n}}\n'
        configuration.write_text(mirrored if folder else "")
        return Terraform({"TF_CLI_CONFIG_FILE": str(configuration), "TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1"})

    def __call__(self, *words, folder, env=None, timeout=300, accept=(0,)):
        data = TARGET / "data" / folder.name
        environment = {**self.environment, "TF_DATA_DIR": str(data), **(env or {})}
        return run("terraform", *words, cwd=folder, env=environment, timeout=timeout, accept=accept)

    def init(self, folder):
        try:
            self("init", "-backend=false", "-input=false", "-no-color", folder=folder)
        except Failed as failure:
            if "Failed to query available provider packages" in str(failure) or "Failed to install provider" in str(failure):
                raise NotRun("the AWS provider is neither here nor to be had: set TRELLIS_TERRAFORM_PLUGINS") from failure
            raise


def checkov_program():
    """The checkov to use; installed once into the user's cache where there is none."""
    named = os.environ.get("TRELLIS_CHECKOV") or shutil.which("checkov")
    if named:
        return named
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser() / "trellis-checkov"
    program = cache / "bin" / "checkov"
    if not program.exists():
        try:
            run(sys.executable, "-m", "venv", cache)
            run(cache / "bin" / "python", "-m", "pip", "install", "-q", "checkov==3.3.30", timeout=300)
        except Failed as failure:
            shutil.rmtree(cache, ignore_errors=True)
            raise NotRun(f"checkov is neither here nor to be installed: pip install checkov\n{failure}") from failure
    return str(program)
