"""The engine host beside the emulator: a database of the local platform, and the host process itself."""

import glob
import json
import os
import subprocess
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from checks.report import Failed
from checks.tools import ROOT, TARGET, run


class Host:
    def __init__(self, emulator, tokens):
        self.emulator = emulator
        self.tokens = tokens
        self.url = f"http://{emulator.gateway}:{emulator.host_port}"
        self.state = TARGET / "state"
        self.java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else "java"
        self.process = None
        self.background = ThreadPoolExecutor(1)
        self.database = None

    def start(self):
        """Begins to start the database; the result, once the registries are there, starts the host and waits for it."""
        self.state.mkdir(parents=True, exist_ok=True)
        self.token_file = self.state / "deployed-tokens.json"
        with open(os.open(self.token_file, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
            json.dump(self.tokens, file)
        words = ("up", "--no-host", "--port-offset", str(3000 + os.getpid() % 2000))
        self.database = self.background.submit(self.local, *words)
        return self.ready

    def ready(self):
        self.database.result()
        database = json.loads((self.state / "run" / "platform.json").read_text())["services"]["postgres"]["endpoint"]
        environment = {
            "PATH": os.environ["PATH"],
            **self.emulator.credentials(),
            **{f"TRELLIS_{service}_ENDPOINT": self.emulator.outside for service in ("SQS", "DYNAMODB", "S3", "LAMBDA")},
            "TRELLIS_DB_URL": database,
            "TRELLIS_DB_USER": "trellis",
            "TRELLIS_DB_PASSWORD": (self.state / "data" / "postgres.password").read_text().strip(),
            "TRELLIS_HTTP_HOST": self.emulator.gateway,
            "TRELLIS_HTTP_PORT": str(self.emulator.host_port),
            "TRELLIS_TOKENS_FILE": str(self.token_file),
        }
        jar = ROOT / "engine-host" / "target" / "quarkus-app" / "quarkus-run.jar"
        options = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx192m", "-Xss512k"]
        with open(TARGET / "engine-host.log", "w") as log:
            self.process = subprocess.Popen([self.java, *options, "-jar", str(jar)], env=environment, stdout=log, stderr=log)
        self.await_ready()
        return self

    def await_ready(self):
        until = time.monotonic() + 90
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/q/health/ready", timeout=2):
                    return
            except OSError:
                time.sleep(0.5)
        raise Failed("the engine host did not start:\n" + (TARGET / "engine-host.log").read_text()[-3000:])

    def trellis(self, *words, timeout=60):
        jar = glob.glob(str(ROOT / "cli" / "target" / "trellis-cli-*SNAPSHOT.jar"))[0]
        environment = {"TRELLIS_URL": self.url, "TRELLIS_TOKEN": self.tokens["admin"]}
        return run(self.java, "-jar", jar, *words, env=environment, timeout=timeout)

    def local(self, *words):
        folder = ROOT / "infra" / "local" / "target"
        jar = glob.glob(str(folder / "trellis-infra-local-*SNAPSHOT.jar"))[0]
        path = os.pathsep.join([jar, f"{folder}/lib/*"])
        program = (self.java, "--enable-native-access=ALL-UNNAMED", "-cp", path, "dev.trellis.infra.local.LocalMain")
        environment = {"TRELLIS_STATE": str(self.state), "TRELLIS_ROOT": str(ROOT), "TRELLIS_TIMER_PERIOD": "off"}
        return run(*program, *words, env=environment, timeout=120)

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.background.shutdown()
        if (self.state / "run").exists():
            self.local("down")
