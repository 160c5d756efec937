"""Whether the text speaks of a person as he or as she; a list of first names only where the text shows nothing."""

from collections import Counter
from collections.abc import Sequence

from digest.reading.names import People
from digest.reading.parse import Parse
from digest.reading.words import PRONOUNS_HE, PRONOUNS_SHE

MALE, FEMALE = "m", "f"

_HONORIFICS = {
    MALE: frozenset("mr sir lord king prince sultan emir congressman spokesman chairman businessman father brother pope".split()),
    FEMALE: frozenset("mrs ms miss lady dame queen princess congresswoman spokeswoman chairwoman businesswoman sister".split()),
}
_FIRST_NAMES = {
    MALE: frozenset(
        """aaron abdul abdullah abraham adam adel adrian ahmad ahmed al alan albert alejandro alex alexander alexei alfred ali
        alan allen andre andreas andrei andrew andy angelo anthony antonio anwar arnold arthur barack barry ben benjamin bernard
        bernie bill bob bobby boris brad bradley brandon brendan brent brett brian bruce bryan carl carlos carlos cesar charles
        charlie chris christian christopher chuck clarence claude clint cody colin corey craig curtis dale dan daniel darren dave
        david dean dennis derek diego dmitry dominic don donald doug douglas drew dwight earl ed eddie edgar eduardo edward
        edwin elijah elliott emmanuel enrique eric erik ernest ethan eugene evan felix fernando francis francisco frank franklin
        fred frederick gabriel gary gavin gene geoff george gerald gerard gilbert giovanni glenn gordon graham greg gregory
        guillermo gustavo guy hank hans harold harry harvey hassan henry herbert herman howard hugh hugo hussein ian ibrahim igor
        isaac ismail ivan jack jackson jacob jaime jake jamal james jared jason javier jay jean jeb jeff jeffrey jeremy jerome
        jerry jesse jesus jim jimmy joe joel joey john johnny jon jonathan jordan jorge jose joseph josh joshua juan julian
        julio justin karl keith ken kenneth kevin khalid kirk kurt kyle lance larry lawrence lee leo leon leonard lewis lincoln
        logan lou louis luis luke malcolm manuel marc marco marcus mario mark martin marvin matt matthew max maurice mauricio
        mehmet micah michael miguel mike mikhail mitch mitt mohamed mohammad mohammed muhammad mustafa nathan nathaniel neil
        newt nicholas nick nicolas nigel noah norman oleg oliver omar orlando oscar osama otto pablo patrick paul pedro pete
        peter phil philip phillip pierre prabowo rafael rahm ralph ramon rand randall randy raul ray raymond recep reince rex
        ricardo richard rick ricky rob robby robert roberto rod rodney rodrigo roger roland ron ronald ross roy rubio rudy rudolph
        russell rusty ryan sam samuel santiago scott sean sebastian sergei sergey seth shane shaun sherman sidney simon spencer
        stan stanley stefan stephen sterling steve steven stewart stuart sylvester ted terrence terry theodore thomas tim
        timothy tobias todd tom tommy tony travis trent trevor tyler vernon victor vincent vladimir volodymyr wallace walter
        warren wayne wesley wilbur will william winston xavier yusuf zachary""".split()
    ),
    FEMALE: frozenset(
        """abigail adriana agnes aisha alexandra alexandria alice alicia alison allison amanda amber amelia amy ana andrea
        angela angelina anita ann anna anne annette annie april ariana ashley audrey barbara beatrice becky bernice beth betsy
        betty beverly bonnie brenda bridget brittany brooke camille candice carla carly carmen carol caroline carolyn carrie
        catherine cathy cecilia celia charlotte chelsea cheryl christina christine cindy claire clara claudia colleen condoleezza
        connie courtney cristina crystal cynthia daisy dana danielle daphne dawn deborah debbie debra denise diana diane dianne
        dolores donna doris dorothy edith eileen elaine eleanor elena elise elizabeth ella ellen eloise elsa emily emma erica
        erika erin esther ethel eva evelyn faith farah fatima felicia fiona florence frances gabriela gail geraldine gina gisele
        gladys glenda gloria grace greta gretchen gwen hannah hazel heather heidi helen helena hilary hillary holly hope huma
        ida indira ingrid irene iris isabel isabella ivanka jackie jacqueline jan jane janet janice jasmine jean jeanne jen
        jenna jennifer jenny jessica jill jillian joan joann joanna joanne jodi josephine joy joyce juanita judith judy julia
        julianna julie june kamala karen karin kate katherine kathleen kathryn kathy katie katrina kayla kellyanne kelly kim
        kimberly kirsten kristen kristin kristina lara laura lauren laurie leah lena leslie lillian linda lindsay lisa liz
        loretta lori lorraine louise lucia lucy lydia lynn mabel madeleine madison maggie mandy marcia margaret margarita maria
        marian marie marilyn marina marissa marjorie martha mary maryam maureen maya megan megyn melania melanie melinda
        melissa mercedes meredith michaela michele michelle mildred miranda miriam molly monica muriel nadia nancy naomi natalia
        natalie natasha nicole nikki nina nora norma olga olivia oprah pamela patricia patti paula pauline peggy penelope penny
        phyllis priscilla rachel ramona rebecca regina renee rhonda rita roberta robin rosa rose rosemary roxanne ruth sabrina
        sally samantha sandra sara sarah selena serena shannon sharon sheila shelley sheryl shirley silvia siti sonia sonya
        sophia sophie stacy stella stephanie sue susan susanna suzanne svetlana sylvia tamara tammy tanya tara tatiana teresa
        theresa tiffany tina tracy tricia ursula valerie vanessa vera veronica vicki victoria viola virginia vivian wanda wendy
        whitney yolanda yvonne zainab zoe""".split()
    ),
}


def _votes(parses: Sequence[Parse], people: People) -> list[Counter[str]]:
    """Pronouns behind the only person that a sentence has named so far count for that person."""
    votes: list[Counter[str]] = [Counter() for _ in people.named]
    for parse in parses:
        borders, seen = set(parse.borders), set[int]()
        for token in parse.tokens:
            if token.i in borders:
                seen = set()
            number = people.by_start.get(token.start)
            if number is not None:
                seen.add(number)
            elif token.pos == "PRON" and len(seen) == 1:
                word = token.text.lower()
                if word in PRONOUNS_HE or word in PRONOUNS_SHE:
                    votes[next(iter(seen))][MALE if word in PRONOUNS_HE else FEMALE] += 1
    return votes


def _by_words(words: set[str]) -> str:
    for gender, titles in _HONORIFICS.items():
        if words & titles:
            return gender
    return ""


def genders(parses: Sequence[Parse], people: People) -> list[str]:
    """MALE, FEMALE or "" for each person, in order."""
    titles: list[set[str]] = [set() for _ in people.named]
    by_block = {parse.block: parse for parse in parses}
    for name in people.names:
        if name.first:
            titles[people.by_start[name.start]].add(by_block[name.block].tokens[name.first - 1].text.lower().strip("."))
    found = []
    for person, heard, votes in zip(people.named, titles, _votes(parses, people), strict=True):
        by_title = _by_words(heard)
        first = person.name.split()[0].lower().strip(".")
        listed = next((gender for gender, names in _FIRST_NAMES.items() if first in names), "")
        shown = max(votes, key=lambda gender: (votes[gender], gender)) if len(set(votes.values())) == len(votes) and votes else ""
        if listed and shown and listed != shown and max(votes.values()) < 3:
            shown = ""
        found.append(by_title or shown or (listed if " " in person.name else ""))
    return found
