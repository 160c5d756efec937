"""The sample edition, built once."""

from pathlib import Path

import pytest
from publish import sample
from publish.printing import publish


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample edition's finished site."""
    return publish(sample.edition(), tmp_path_factory.mktemp("sample")).output
