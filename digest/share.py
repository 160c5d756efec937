"""Where the built-in templates, the sample content and the sample configuration are."""

from pathlib import Path


def share_folder() -> Path:
    """Return the folder that holds templates/, content/ and site_config.yml.

    The wheel carries it inside the package; in a checkout it is the repository itself.
    """
    carried = Path(__file__).parent / "share"
    return carried if carried.is_dir() else Path(__file__).parent.parent
