"""What every test shares: no network, a built digest, and the labelled data where it is present."""

import os
import shutil
import signal
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from samples import build, new_digest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# A run in the background ignores Ctrl-C, and so would the programs that tests interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)

# A busy machine is no failure: no property has a deadline, and none is too slow.
# Where a property does not say how many examples it needs, a build in between has a few, and
# HYPOTHESIS_PROFILE=thorough as many as are usual. A build that decides whether a change is taken has the same ones
# each time: what it finds is the change's doing.
PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("digest", max_examples=40, derandomize=os.environ.get("CI") == "true", **PATIENT)
settings.register_profile("thorough", **PATIENT)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "digest"))

ROOT = Path(__file__).parent.parent
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
APART = {"tests/test_figures.py", "tests/test_never_down.py"}  # files whose tests are long and share little


class Scheduling(LoadScopeScheduling):
    """Whole files go to a worker, so that what a file builds is built once; the longest tests go one by one, first."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return nodeid if file in APART else file


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.nodeid.partition("::")[0] not in APART)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    return Scheduling(config, log)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if (
            self.family in {socket.AF_INET, socket.AF_INET6}
            and isinstance(address, tuple)
            and address[0] not in LOOPBACK
        ):
            pytest.fail(f"a test tried to reach {address}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A digest of the samples, built once; tests read it and leave it alone."""
    folder = new_digest(tmp_path_factory.mktemp("built") / "digest")
    build(folder)
    return folder


@pytest.fixture
def digest(built: Path, tmp_path: Path) -> Path:
    """A copy of what was built, to be changed."""
    return Path(shutil.copytree(built, tmp_path / "digest"))


def _folder(variable: str, default: str) -> Path:
    folder = Path(os.environ.get(variable) or ROOT.parent / "shared" / default)
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there; set {variable} to the folder that holds it")
    return folder


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five real articles."""
    return _folder("DIGEST_SEEDS", "seeds")


@pytest.fixture(scope="session")
def eval_data() -> Path:
    """The folder of labelled data."""
    return _folder("DIGEST_EVAL", "eval")
