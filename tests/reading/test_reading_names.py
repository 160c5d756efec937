"""People inside one article: full forms, short forms, roles."""

from dataclasses import replace
from itertools import pairwise

import pytest
from reading.passages import article, read

from digest.nouns import NamedPerson
from digest.reading import analyse


def _people(text: str) -> dict[str, NamedPerson]:
    return {person.name: person for person in read(text).people}


def test_a_surname_belongs_to_its_full_form() -> None:
    found = _people("Maria Santos opened the bridge. Santos had planned it for years.")
    assert set(found) == {"Maria Santos"}
    assert found["Maria Santos"].forms == ("Maria Santos", "Santos")


def test_a_given_name_belongs_to_its_full_form_where_nobody_bears_it_as_a_surname() -> None:
    found = _people("Prime Minister Rahmat Suleiman opened the bridge. Rahmat had planned it for years.")
    assert found["Rahmat Suleiman"].forms == ("Rahmat", "Rahmat Suleiman")


def test_two_people_of_one_surname_are_not_merged() -> None:
    found = _people("Anna Kowalska met Jan Kowalska. Kowalska left early.")
    assert {"Anna Kowalska", "Jan Kowalska"} <= set(found)
    assert all("Kowalska" not in person.forms for person in found.values())


@pytest.mark.parametrize(
    "text",
    [
        "President Holm and Ida Holm, the first lady, opened the bridge. Mr. Holm spoke for an hour.",
        "Ida Holm and President Holm opened the bridge. Holm spoke for an hour.",
        "President Holm's daughter Ida Holm opened the bridge. “It is long,” Holm said.",
        "President Holm came with Asta and Ida Holm. Ida laughed. “You want to cross it?” Mr. Holm asked the girls.",
        "Jan Holm came late. Holm, along with his wife Ida Holm, was greeted by the mayor. “It is long,” Holm said.",
    ],
)
def test_a_bare_surname_is_not_given_to_a_relative_from_whom_the_text_tells_its_bearer_apart(text: str) -> None:
    found = _people(text)
    assert "Holm" not in found["Ida Holm"].forms
    assert "President" not in found["Ida Holm"].roles
    assert any("Holm" in person.forms for person in found.values())


def test_a_captain_is_not_his_father_whom_a_courtesy_title_tells_from_him() -> None:
    found = _people("Paul Holm spoke. Mr. Holm wept when he talked about his son, Jan Holm. Captain Holm died there.")
    assert found["Paul Holm"].roles == ()


def test_daughters_who_share_a_surname_are_not_a_president_of_that_name() -> None:
    found = _people("A post mocked Malia and Sasha Obama in Norwick. President Obama heard of it.")
    assert found["Sasha Obama"].roles == ()
    assert "Obama" in found


def test_a_bare_surname_belongs_to_the_spouse_whom_it_is_not_joined_to() -> None:
    found = _people("Nora Holm met voters. Holm and Jan Holm opened the bridge together. Holm spoke for an hour.")
    assert "Holm" in found["Nora Holm"].forms
    assert "Holm" not in found["Jan Holm"].forms


@pytest.mark.parametrize(
    "text",
    [
        "President Holm spoke on Friday. Jan Holm Jr. came to the club later. “It is long,” Mr. Holm said.",
        "Holm said on Friday that the bridge was long. Jan Holm Jr. came to the club later.",
        "Jan Holm Jr. opened the bridge. Holm Jr. had planned it for years. “It is long,” Holm said in Norwick.",
    ],
)
def test_a_junior_is_not_the_one_whom_the_article_calls_by_the_surname(text: str) -> None:
    found = _people(text)
    assert "Holm" not in found["Jan Holm Jr."].forms
    assert "Holm" in found


def test_a_junior_whom_the_article_names_in_full_first_keeps_the_surname() -> None:
    found = _people("The Holm campaign raised money. Jan Holm Jr. opened the bridge. “It is long,” Mr. Holm said.")
    assert set(found) == {"Jan Holm Jr."}
    assert "Holm" in found["Jan Holm Jr."].forms


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Attorney General", "Attorney General Ida Holm left. “There is no case,” the Attorney General said."),
        ("Governor-General", "Governor-General Ida Holm left. “There is no case,” the Governor-General said."),
        ("Deputy Prime Minister", "Deputy Prime Minister Ida Holm left. “I agree,” the Deputy Prime Minister said."),
    ],
)
def test_a_title_of_several_words_is_nobodys_name(title: str, text: str) -> None:
    found = _people(text)
    assert set(found) == {"Ida Holm"}
    assert found["Ida Holm"].roles == (title,)


def test_an_office_behind_its_owner_is_nobodys_name() -> None:
    found = _people("The Foreign Minister was late. His Foreign Minister, Ida Holm, agreed: “It is good for us.”")
    assert set(found) == {"Ida Holm"}


def test_a_name_goes_on_behind_its_particles() -> None:
    found = _people("European Commission President Ursula von der Leyen said it was late. “It is,” von der Leyen said.")
    assert set(found) == {"Ursula von der Leyen"}
    assert "von der Leyen" in found["Ursula von der Leyen"].forms


def test_a_surname_that_is_an_interjection_too_is_a_name_beside_a_report() -> None:
    found = _people("Oh Ei Sun, a senior fellow, was there. “It is lonely,” Oh said. “Very lonely there,” said Oh.")
    assert [one.text for one in found["Oh Ei Sun"].mentions] == ["Oh Ei Sun", "Oh", "Oh"]


def test_a_surname_that_is_a_title_too_remains_a_name() -> None:
    assert "Dean Baker" in _people("Senior Vice President Dean Baker opened the bridge.")
    assert "Ash Carter" in _people("Defense Secretary Ash Carter opened the bridge.")
    assert "Hun Sen" in _people("Prime Minister Hun Sen opened the bridge.")


def test_somebody_who_is_described_is_no_body_though_what_they_belong_to_is_described_as_one() -> None:
    text = "Ida Holm Reyes, the head of Norwick Together, an advocacy group, called the idea “cruel beyond words.”"
    assert "Ida Holm Reyes" in _people(text)


def test_people_whose_names_are_joined_keep_their_surnames() -> None:
    found = _people("Macron and Angela Merkel met in Norwick. Merkel spoke for an hour.")
    assert "Merkel" in found["Angela Merkel"].forms


@pytest.mark.parametrize(
    "text",
    [
        "They engaged a plaintiffs' law firm, Cohen Milstein, to assemble the complaint.",
        "On Tuesday, a South Korean newspaper, Munhwa Ilbo, reported that the two countries were negotiating.",
        "Sputnik, a Russian state site, added the detail. Sputnik gave no source.",
        "She is an attorney with the nonprofit group Al Otro Lado, which has provided services.",
        "He was known for his whimsically named hometown, Frog Jump.",
        "The headline read: THE QUEEN OF RAGE.",
        "Migrants went to U.S. Customs and Border Protection at the gate.",
    ],
)
def test_what_the_text_calls_a_body_or_a_thing_is_no_person(text: str) -> None:
    assert not _people(text)


def test_a_person_beside_the_name_of_a_body_stays_one() -> None:
    found = _people(
        "Nicole Ramos founded a firm, Holm Partners. The firm Jan Holm left is small, and Jan Holm is glad."
    )
    assert set(found) == {"Nicole Ramos", "Jan Holm"}


@pytest.mark.parametrize(
    "text",
    [
        "He fought in Desert Storm and later wrote about it.",
        "The mayor signed an Executive Order on Monday.",
        "They watched Star Wars, and Star Wars again.",
        "She had won a Grand Slam in May.",
        "Crowds stood before Trump Tower and the Brennan Center.",
        "The judge said that David’s Sling had failed.",
        "Hillary’s Victory Fund paid for the bridge.",
        "Merry Christmas to all. Crooked Hillary was on the signs.",
        "It was O.K., honey, he thought.",
        "“Will the Witch Hunt continue?” the mayor asked.",
        "“Nobody knows, Mr. President, what I shall do,” the visitor said. Mr. President smiled.",
    ],
)
def test_words_of_the_dictionary_are_no_person_however_the_tagger_calls_them(text: str) -> None:
    assert _people(text) == {}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tiger Woods and a friend were named.", "Tiger Woods"),  # a given name
        ("“It is safe,” Desert Storm said.", "Desert Storm"),  # who speaks …
        ("“It is long,” said Pearl Stone, a farmer.", "Pearl Stone"),  # … or is described …
        ("Chief Dempsey opened the bridge.", "Dempsey"),  # … or has an office is somebody
        ("Emmet G. Sullivan, a judge, crossed.", "Emmet G. Sullivan"),
        ("In a piece for Le Monde, the economist Thomas Piketty argues for a tax.", "Thomas Piketty"),
    ],
)
def test_a_name_of_words_of_the_dictionary_is_a_person_where_something_shows_it(text: str, name: str) -> None:
    assert name in _people(text)


def test_a_surname_that_bears_a_title_once_is_a_person_s_however_often_the_tagger_takes_it_for_a_body() -> None:
    text = "President Trump said Friday that he will go. The deal would give Trump a wall. The Trump budget failed."
    assert _people(text)["Trump"].roles == ("President",)


def test_a_thing_behind_a_name_that_the_article_has_elsewhere_is_no_part_of_it() -> None:
    found = _people("James Comer wrote memos, said James Comer. “James Comer Memos just out,” the mayor wrote.")
    assert set(found) == {"James Comer"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Follow Pam Key on the network.", "Pam Key"),
        ("Filmmaker Jack Marino crossed the bridge.", "Jack Marino"),
        ("Asserting Ida Holm's role as a mediator, the council thanked her.", "Ida Holm"),
    ],
)
def test_what_stands_before_a_given_name_is_no_part_of_it(text: str, name: str) -> None:
    assert set(_people(text)) == {name}


def test_what_opens_a_sentence_is_no_given_name() -> None:
    assert "With Abe" not in _people("With Abe at his side, Donald Trump repeated it. Abe nodded, Abe said.")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The talks were led by White House Chief of Staff Rahm Emanuel, who was tired.", "White House Chief of Staff"),
        ("Then U.S. Secretary of State Maria Santos said it was late.", "U.S. Secretary of State"),
        (
            "Secretary of State for the Environment Maria Santos said it was late.",
            "Secretary of State for the Environment",
        ),
        ("Senate Majority Leader Maria Santos, D-N.Y., said it was late.", "Senate Majority Leader"),
        ("Bank of England Governor Maria Santos said it was late.", "Bank of England Governor"),
        ("The Mayor of Greater Manchester, Maria Santos, said it was late.", "The Mayor of Greater Manchester"),
        ("The supporters of Prime Minister Maria Santos said it was late.", "Prime Minister"),
    ],
)
def test_an_office_is_printed_with_what_it_is_held_of(text: str, role: str) -> None:
    (person,) = _people(text).values()
    assert person.roles == (role,)


def test_an_office_ends_before_the_next_persons() -> None:
    found = _people("Secretary of State Ida Holm and Chief of Staff Rahm Emanuel left.")
    assert found["Rahm Emanuel"].roles == ("Chief of Staff",)


def test_a_title_of_several_people_is_nobodys_name_and_no_ones_role() -> None:
    found = _people("He told two critics, Senators Ron Wyden of Oregon and Mark Udall of Colorado, about it.")
    assert {name: found[name].roles for name in found} == {"Ron Wyden": (), "Mark Udall": ()}


def test_a_people_before_a_given_name_is_no_part_of_it() -> None:
    assert set(_people("Floridians Jeb Bush and Marco Rubio left.")) == {"Jeb Bush", "Marco Rubio"}


def test_what_several_people_are_together_is_no_ones_role() -> None:
    found = _people("The two military analysts, Ida Holm and Jan Berg, left early.")
    assert found["Ida Holm"].roles == found["Jan Berg"].roles == ()


def test_a_role_with_a_hyphen_is_printed_whole() -> None:
    found = _people("Heather Cronk, co-director of the Norwick Harbour Trust, spoke for an hour.")
    assert found["Heather Cronk"].roles == ("co-director of the Norwick Harbour Trust",)


def test_a_father_and_a_son_are_two() -> None:
    found = _people("Peter Novak met Peter Novak Jr. in Norwick. Lena Fischer was there.")
    assert len([name for name in found if name.startswith("Peter Novak")]) == 2


def test_an_initial_does_not_make_another_person() -> None:
    found = _people("Peter J. Novak opened the bridge. Peter Novak had planned it.")
    assert len(found) == 1


def test_a_longer_form_wins_wherever_it_stands() -> None:
    found = _people("Khalid Nordin opened the bridge. Mohamed Khalid Nordin had planned it for years.")
    assert set(found) == {"Mohamed Khalid Nordin"}


def test_syntax_shows_a_name_that_the_tagger_does_not_know() -> None:
    found = read("Oh Wei Sun, of the Harbour Institute, said the port was full. Oh said ships had to wait.")
    (person,) = found.people
    assert person.name == "Oh Wei Sun"
    assert person.forms == ("Oh", "Oh Wei Sun")
    assert ("Oh Wei Sun", "PERSON") in {(entity.text, entity.label) for entity in found.entities}


def test_a_verb_with_its_particle_shows_a_name_too() -> None:
    assert "Oh Wei Sun" in _people(
        "Oh Wei Sun from the Harbour Institute in Norwick pointed out that ships had to wait."
    )


def test_a_network_at_the_end_of_a_sentence_is_no_initial() -> None:
    found = _people("Peter Novak was angry. It was posted on the platform X. Novak also wrote a letter.")
    assert set(found) == {"Peter Novak"}


def test_titles_before_a_name_are_roles_and_no_part_of_it() -> None:
    found = _people("Malaysian Defense Minister Khalid Nordin met Maria Santos.")
    assert found["Khalid Nordin"].roles == ("Malaysian Defense Minister",)


def test_a_clause_behind_a_name_is_a_role_as_printed() -> None:
    found = _people("The map was drawn by Tomas Lindqvist, an engineer at the coastal college.")
    assert found["Tomas Lindqvist"].roles == ("an engineer at the coastal college",)


def test_an_honorific_is_no_role() -> None:
    assert _people("Mr. Peter Novak opened the bridge.")["Peter Novak"].roles == ()


@pytest.mark.parametrize(
    ("words", "role"),
    [
        (", who teaches hydrology at the coastal college,", "who teaches hydrology at the coastal college"),
        (", who is a senior engineer at the harbour,", "who is a senior engineer at the harbour"),
        (", who has served as mayor of Norwick,", "who has served as mayor of Norwick"),
        (", who extended his warm greetings to the sailors,", ""),
        (", who is tired of the debate,", ""),
        (", 31,", ""),
        (" himself", ""),
    ],
)
def test_what_stands_behind_a_name_is_a_role_only_when_it_tells_an_office_or_work(words: str, role: str) -> None:
    found = _people(f"Last week Tomas Lindqvist{words} opened the bridge.")
    assert found["Tomas Lindqvist"].roles == ((role,) if role else ())


def test_an_abbreviated_title_alone_is_no_role() -> None:
    assert _people("Sen. Peter Novak opened the bridge.")["Peter Novak"].roles == ()
    assert _people("Former Norwick Gov. Peter Novak opened it.")["Peter Novak"].roles == ("Former Norwick Gov.",)


def test_mentions_stand_where_they_say() -> None:
    found = read("Maria Santos opened the bridge. Santos’s plan was old.")
    for person in found.people:
        for mention in person.mentions:
            assert found.article.text[mention.start : mention.end] == mention.text


def test_a_headline_in_capitals_adds_no_names() -> None:
    found = _people("Mayor Meets Santos In Norwick Harbour Today\nMaria Santos met the mayor on Monday.")
    assert set(found) == {"Maria Santos"}


def test_entities_do_not_overlap() -> None:
    found = read(
        "Prime Minister Rahmat Suleiman flew from Jakarta to Moscow on Monday with Oh Wei Sun, of Harbour Ltd."
    )
    spans = [(entity.start, entity.end) for entity in found.entities]
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_a_name_in_capitals_throughout_is_shown_as_others_print_it() -> None:
    assert set(_people("MARIA SANTOS wept. Maria Santos had planned the bridge.")) == {"Maria Santos"}


def test_a_kin_word_with_a_pronoun_is_no_role() -> None:
    found = _people("We met John Parker. His wife, Mary Parker, said that she was at the sea with the mayor.")
    assert found["Mary Parker"].roles == ()


def test_an_initial_that_fits_two_is_neither() -> None:
    found = _people("John Novak met Jane Novak. J. Novak signed the letter, said Lena Fischer.")
    assert {"John Novak", "Jane Novak"} <= set(found)
    assert all("J. Novak" not in person.forms for person in found.values())


def test_a_person_of_another_language_is_one_of_the_article() -> None:
    text = "„Wir bauen die Brücke neu“, sagte Bürgermeisterin Anna Weber.\n„Das Wasser steigt und steigt“, so Weber.\n"
    (person,) = read(text, languages={0: "de", 1: "de"}).people
    assert (person.name, person.forms) == ("Anna Weber", ("Anna Weber", "Weber"))
    for mention in person.mentions:
        assert text[mention.start : mention.end] == mention.text


def test_a_name_broken_over_two_lines_is_one() -> None:
    text = "“The port is full,” said Maria\nSantos of the harbour. Santos had planned it."
    whole = article(text)
    block = replace(whole.blocks[0], end=len(text))
    (found,) = analyse([replace(whole, blocks=(block,))])
    assert [person.name for person in found.people] == ["Maria Santos"]


def test_a_role_is_an_office_in_words_as_printed() -> None:
    found = _people(
        "An emotional Mr. Ivan Tan spoke. Anna Bell, the president of the N.A.T.F., agreed. President Mr. Carl Reed"
        " left. Peter Novak ― who rivals her in wit ― laughed."
    )
    assert found["Ivan Tan"].roles == ()
    assert found["Anna Bell"].roles == ("the president of the N.A.T.F.",)
    assert found["Carl Reed"].roles == ("President",)
    assert found["Peter Novak"].roles == ()


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("German virologist Ida Holm warned of a new wave of the disease.", "German virologist"),
        ("Brewery boss Ida Holm opened the hall and cut the ribbon.", "Brewery boss"),
        ("CM Ida Holm opened the hall on Monday and cut the ribbon.", "CM"),
        ("Novak's counsel, Tan Sri Ida Holm, said that her client had suffered enough.", "Novak's counsel"),
        ("Her Majesty's former press secretary Ida Holm opened the hall.", "Her Majesty's former press secretary"),
        ("He met the brewery's founder Ida Holm on Monday and cut the ribbon.", "the brewery's founder"),
        ("He met fellow committee member Ida Holm on Monday and cut the ribbon.", "committee member"),
        ("NORWICK - Defense Minister Ida Holm opened the hall on Monday.", "Defense Minister"),
    ],
)
def test_what_somebody_does_is_a_role_before_the_name(text: str, role: str) -> None:
    assert _people(text)["Ida Holm"].roles == (role,)


@pytest.mark.parametrize("noun", ["rival", "supporter", "sister", "dictator", "killer"])
def test_a_relation_or_a_judgement_is_no_role(noun: str) -> None:
    assert _people(f"The former {noun} Ida Holm opened the hall on Monday.")["Ida Holm"].roles == ()


def test_a_lone_noun_comes_behind_a_role_that_says_more() -> None:
    text = "The hall was opened by billionaire Ida Holm. Ida Holm, the founder of the Norwick Press, cut the ribbon."
    assert _people(text)["Ida Holm"].roles == ("the founder of the Norwick Press", "billionaire")


def test_a_member_of_parliament_by_the_constituency_is_nobodys_name() -> None:
    assert not _people("“These are cooked books,” the Effutu MP said on Monday.")
    assert "Ida Holm MP" in _people("“These are cooked books,” Ida Holm MP said on Monday.")


def test_a_letter_in_place_of_a_name_names_nobody() -> None:
    assert not _people("The victim, identified in court only as Ms. A, testified on Monday. Ms. A wept.")
