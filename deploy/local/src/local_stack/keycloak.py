"""Keycloak itself on loopback, from its distribution on Maven: unpacked and built once, started, stopped.

It is there for the tests of signing in; `make up` has the small issuer (local_stack.issuer), containers the image.
"""

import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx

from local_stack import jars, processes
from local_stack.java import find_java
from local_stack.locks import exclusively
from local_stack.ports import HOST
from local_stack.processes import Child, Program
from local_stack.repository import KEYCLOAK_LOCK
from local_stack.state import State
from local_stack.troubles import NeverReady, Refusal, VerbFailed

READY_SECONDS: Final = 300.0
ADMINISTRATOR: Final = "admin"
# What is fixed when it is built: its data is in memory.
BUILT_WITH: Final = ("--health-enabled=true", "--db=dev-mem")
JVM: Final = (
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "--add-opens=java.base/java.util=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
    "--add-opens=java.base/java.security=ALL-UNNAMED",
    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
    "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
    "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
)


@dataclass(frozen=True, slots=True)
class Keycloak:
    """A server with its ports; what it knows is gone when it stops."""

    state: State
    port: int
    management_port: int

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def start(self) -> Child:
        """Fetch, unpack and build what is missing, start, wait until it is ready; raises NeverReady."""
        java = find_java(None)
        home = _installed(self.state.downloads, java)
        options = [
            "--cache=local",
            "--http-enabled=true",
            f"--http-host={HOST}",
            f"--http-port={self.port}",
            f"--http-management-port={self.management_port}",
            f"--hostname={self.url}",
        ]
        places = [f"-Dkc.home.dir={home}", f"-Djboss.server.config.dir={home / 'conf'}"]
        main = ["-cp", str(home / "lib" / "quarkus-run.jar"), "io.quarkus.bootstrap.runner.QuarkusEntryPoint"]
        program = Program(
            name="keycloak",
            argv=[str(java), *JVM, *places, *main, "start", "--optimized", *options],
            environment={
                "KC_BOOTSTRAP_ADMIN_USERNAME": ADMINISTRATOR,
                "KC_BOOTSTRAP_ADMIN_PASSWORD": self.state.secret("keycloak"),
            },
        )
        child = processes.start(program, self.state.logs, self.state.run)
        try:
            self._wait(child)
        except BaseException:
            child.stop()
            raise
        return child

    def create_realm(self, realm: Mapping[str, Any]) -> None:
        """Import a realm as the image does with deploy/keycloak/realm.json."""
        with self.administering() as http:
            _done(http.post("/admin/realms", json=realm))

    @contextmanager
    def administering(self) -> Iterator[httpx.Client]:
        """Give a client with the administrator's token of this minute."""
        form = {
            "grant_type": "password",
            "client_id": "admin-cli",
            "username": ADMINISTRATOR,
            "password": self.state.secret("keycloak"),
        }
        with httpx.Client(base_url=self.url, timeout=60, trust_env=False) as http:
            granted = _done(http.post("/realms/master/protocol/openid-connect/token", data=form)).json()
            http.headers["Authorization"] = f"Bearer {granted['access_token']}"
            yield http

    def _wait(self, child: Child) -> None:
        deadline = time.monotonic() + READY_SECONDS
        with httpx.Client(timeout=5, trust_env=False) as http:
            while time.monotonic() < deadline and child.is_alive:
                try:
                    if http.get(f"http://{HOST}:{self.management_port}/health/ready").is_success:
                        return
                except httpx.HTTPError:
                    pass
                time.sleep(0.2)
        raise NeverReady("Keycloak", READY_SECONDS, child.log, child.last_lines())


def _done(answer: httpx.Response) -> httpx.Response:
    if answer.is_error:
        raise Refusal(f"{answer.request.method} {answer.request.url.path}", answer.status_code, answer.text)
    return answer


def _installed(downloads: Path, java: Path) -> Path:
    """Return the folder of the built distribution; one that was cut off is begun again."""
    [archive] = jars.fetch(KEYCLOAK_LOCK, downloads)
    folder = downloads / "keycloak"
    built = folder / "built"
    wanted = f"{archive.stem} {' '.join(BUILT_WITH)}"
    home = folder / archive.stem.replace("-quarkus-dist", "")
    with exclusively(downloads / "keycloak.lock"):
        if not built.exists() or built.read_text() != wanted:
            shutil.rmtree(folder, ignore_errors=True)
            with zipfile.ZipFile(archive) as packed:
                packed.extractall(folder)
            _build(home, java)
            built.write_text(wanted)
    return home


def _build(home: Path, java: Path) -> None:
    # Unpacking drops the mode bits, so the script is given to a shell.
    argv = ["sh", str(home / "bin" / "kc.sh"), "build", *BUILT_WITH]
    environment = {"JAVA": str(java), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(argv, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise VerbFailed("keycloak", "build", (done.stdout + done.stderr).splitlines()[-15:])
