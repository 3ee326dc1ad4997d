"""What was checked, with what result; several threads may tell."""

import sys
import threading
import time
import traceback
import xml.etree.ElementTree as xml
from contextlib import contextmanager


class Failed(Exception):
    """A check's finding, said in full; anything else that is thrown is a bug of the check itself."""


class NotRun(Exception):
    """Why a check cannot run on this machine."""


class Report:
    def __init__(self, target):
        self.target = target
        self.lock = threading.Lock()
        self.cases = []
        self.missing = []

    def say(self, text):
        with self.lock:
            print(text, file=sys.stderr, flush=True)

    @contextmanager
    def check(self, name):
        """One check: passes when its body ends, is left out loudly when it cannot run."""
        began = time.monotonic()
        try:
            yield
        except NotRun as why:
            self.not_run(name, str(why))
        except Failed as finding:
            self.add(name, time.monotonic() - began, str(finding))
        except Exception:
            self.add(name, time.monotonic() - began, traceback.format_exc())
        else:
            self.add(name, time.monotonic() - began, None)

    def add(self, name, seconds, failure):
        self.say(f"  {'FAILED' if failure else 'ok'}  {name} ({seconds:.1f} s)")
        if failure:
            self.say("    " + failure.strip().replace("\n", "\n    "))
        with self.lock:
            self.cases.append((name, seconds, failure))

    def not_run(self, name, why):
        self.say(f"  !! NOT RUN  {name}: {why}")
        with self.lock:
            self.missing.append(f"{name}: {why}")

    def close(self):
        """Writes the reports; says the exit code."""
        folder = self.target / "failsafe-reports"
        folder.mkdir(parents=True, exist_ok=True)
        failed = sum(1 for case in self.cases if case[2])
        counts = {"tests": str(len(self.cases)), "failures": str(failed), "errors": "0", "skipped": "0"}
        suite = xml.Element("testsuite", {"name": "terraform", **counts})
        for name, seconds, failure in self.cases:
            case = xml.SubElement(suite, "testcase", {"classname": "terraform", "name": name, "time": f"{seconds:.3f}"})
            if failure:
                xml.SubElement(case, "failure", {"message": failure.strip().split("\n")[0]}).text = failure
        xml.ElementTree(suite).write(folder / "TEST-terraform.xml")
        (self.target / "not-run.txt").write_text("".join(line + "\n" for line in self.missing))
        self.say(f"terraform: {len(self.cases) - failed} passed, {failed} failed, {len(self.missing)} not run")
        return 1 if failed else 0
