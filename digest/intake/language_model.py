"""The model that tells languages apart, kept unpacked where there is a place for it.

To unpack it takes longer than to clean a hundred articles; a build with one new article would wait for that.
"""

import hashlib
import os
from array import array
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

PLACE = "DIGEST_LANGUAGE_MODEL"  # variable of the environment: the folder to keep it in; without it, none is kept
_PREFIX, _SUFFIX = "languages-", ".npz"
_NUMBERS = {"nextmove": "I", "row": "H", "output": "i"}  # as `array` calls them: numpy's are slower to look up


def identifier(languages: Sequence[str]) -> Any:
    """The library's identifier of these languages."""
    from py3langid.langid import MODEL_DIR, MODEL_FILE  # type: ignore[import-untyped]

    folder = os.environ.get(PLACE)
    if not folder:
        return _made(_unpacked(languages))
    key = hashlib.sha256(Path(MODEL_DIR, MODEL_FILE).read_bytes() + " ".join(languages).encode("ascii"))
    path = Path(folder, f"{_PREFIX}{key.hexdigest()[:16]}{_SUFFIX}")
    with suppress(OSError, ValueError, KeyError, EOFError, BadZipFile):  # missing or damaged; each part has a checksum
        return _made(_read(path))
    tables = _unpacked(languages)
    _keep(path, tables)
    return _made(tables)


def _made(tables: Mapping[str, Any]) -> Any:
    from py3langid.langid import LanguageIdentifier

    numbers = {name: array(code) for name, code in _NUMBERS.items()}
    for name, numbered in numbers.items():
        numbered.frombytes(memoryview(tables[name]).cast("B"))
    classes = tables["classes"].tolist()
    return LanguageIdentifier(
        tables["ptc"],
        tables["pc"],
        classes,
        numbers["nextmove"],
        numbers["output"],
        norm_probs=True,
        tk_row=numbers["row"],
    )


def _unpacked(languages: Sequence[str]) -> Mapping[str, Any]:
    import numpy as np
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    whole = LanguageIdentifier.from_model_file(MODEL_FILE)
    whole.set_languages(languages)
    return {
        # The rows of a text's features are gathered for each paragraph: they are computed with in this form anyway.
        "ptc": np.ascontiguousarray(whole.nb_ptc, dtype=np.float32),
        "pc": whole.nb_pc,
        "classes": np.array(whole.nb_classes),
        "nextmove": np.asarray(whole.tk_nextmove, dtype=np.uintc),
        "row": np.asarray(whole.tk_row, dtype=np.ushort),
        "output": np.asarray(whole.tk_output, dtype=np.intc),
    }


def _read(path: Path) -> Mapping[str, Any]:
    import numpy as np

    with path.open("rb") as file, np.load(file, allow_pickle=False) as tables:
        return dict(tables)


def _keep(path: Path, tables: Mapping[str, Any]) -> None:
    """Write the tables in place of those of another model; where that cannot be done, it is so the next time."""
    import numpy as np

    with suppress(OSError):
        beside = path.with_suffix(".new")  # one name: what a killed process left there, the next one overwrites
        with beside.open("wb") as file:
            np.savez(file, **tables)
        for old in path.parent.glob(f"{_PREFIX}*{_SUFFIX}"):
            old.unlink(missing_ok=True)
        beside.replace(path)
