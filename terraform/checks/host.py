"""The engine host beside the emulator: trellis up --endpoint."""

import glob
import json
import os

from checks.report import Failed
from checks.tools import ROOT, TARGET, run


class Host:
    """A database and an engine host on this machine, whose cloud is the emulator."""

    def __init__(self, emulator, tokens):
        self.emulator = emulator
        self.tokens = tokens
        self.url = f"http://{emulator.gateway}:{emulator.host_port}"
        self.state = TARGET / "state"
        self.java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else "java"

    def start(self):
        """Starts both and waits until the host is ready; its registries have to be there within 60 s."""
        self.state.mkdir(parents=True, exist_ok=True)
        with open(os.open(self.state / "tokens.json", os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
            json.dump(self.tokens, file)
        offset = self.emulator.host_port - 8420
        self.local("up", "--endpoint", self.emulator.outside, "--port-offset", str(offset))
        reached = json.loads((self.state / "run" / "platform.json").read_text())["host_url"]
        if reached != self.url:
            raise Failed(f"the host moved to {reached}; the orchestrator was told {self.url}")

    def trellis(self, *words, timeout=60):
        jar = glob.glob(str(ROOT / "cli" / "target" / "trellis-cli-*SNAPSHOT.jar"))[0]
        environment = {"TRELLIS_URL": self.url, "TRELLIS_TOKEN": self.tokens["admin"]}
        return run(self.java, "-jar", jar, *words, env=environment, timeout=timeout)

    def local(self, *words):
        folder = ROOT / "infra" / "local" / "target"
        jar = glob.glob(str(folder / "trellis-infra-local-*SNAPSHOT.jar"))[0]
        path = os.pathsep.join([jar, f"{folder}/lib/*"])
        program = (self.java, "--enable-native-access=ALL-UNNAMED", "-cp", path, "dev.trellis.infra.local.LocalMain")
        environment = {"TRELLIS_STATE": str(self.state), "TRELLIS_ROOT": str(ROOT), "TRELLIS_HTTP_HOST": self.emulator.gateway}
        return run(*program, *words, env=environment, timeout=150)

    def stop(self):
        if (self.state / "run").exists():
            self.local("down")
