"""The words by which reported speech is read, from their tables: reporting verbs, speakers, and what stands around."""

import re
from pathlib import Path
from typing import NamedTuple

from pipelines.text.folding import fold
from pipelines.text.numbers.wordtries import backward, trie_pattern
from pipelines.text.quotes.speakerwords import SURNAME, SpeakerWords
from pipelines.text.rulefiles import Row, read_csv
from pipelines.text.wordlists import WordList

VERB_COLUMNS = ("verb", "stance", "position", "takes", "note")
STANCES = (
    "neutral",
    "claim",
    "hearsay",
    "critical",
    "supportive",
    "false",
    "deny",
    "admit",
    "question",
    "urge",
    "forecast",
)
POSITIONS = ("any", "near", "before", "source", "account", "view", "document")
TAKES = ("clause", "object", "comma", "marks", "hearer")
ROLES = (
    "not_cue",
    "unfused",
    "adverb",
    "preposition",
    "governor",
    "place",
    "attitude",
    "negation",
    "hypothetical",
    "narrator",
    "label",
    "lead",
    "not_lead",
    "publishing",
    "tail",
    "quantifier",
)
KINDS = ("person", "body", "state", "surname", "text", "indefinite", "he", "it", "they", "former", "latter", "self")
# Days and hours, which may stand between a speaker and the cue: (1月29日), 周三.
_TIME = (
    r"\d+[年月日号时点分]?[晚早]?|周[一二三四五六日末]|星期[一二三四五六日天]"
    r"|[上下中]午|[早晚]间|[早晚]上|凌晨|当地时间"
)
# A noun that ends with one of these is a body or a person.
NOUN_ENDS = "局厅署部委院会所社厂队店馆台站校处办组团司行协盟党网报方者员人师生家民友商户长手迷客工农匠"
PEOPLE_ENDS = NOUN_ENDS + "众族妈爸爷婆伯嫂娘叔哥姐兵警官士属夫妇徒方们"
_NO_NAME = "这那的了在把被就也都对向将和与为是有不来去到后前时中上下着过给让说称"
_LONGEST_PHRASE = 16
_TOLD = frozenset(("person", "he", "they", "indefinite", "self"))  # kinds that words are told to
_ALL = re.compile("(?:广大|各位|全体|所有|有关)?")
_TIMED = re.compile("时候?|之?后(?!来)|之际|期间|过程中")
_NO_PLACE_BEFORE = "国方东共央心海市午周月者卫总首任蒙地政阁报代长谍接部"


class Verb(NamedTuple):
    """A reporting verb: what it says of the words, where it stands, and in which form they follow it."""

    stance: str
    position: str
    takes: str


class Vocabulary:
    """The tables of one rules folder, compiled."""

    def __init__(self, rules_dir: Path) -> None:
        self.verbs = _read_verbs(rules_dir)
        words = _read_roles(rules_dir / "quote_words.csv", "role", ROLES)
        kinds = _read_kinds(rules_dir)
        self.speakers = SpeakerWords(kinds)
        self.kinds = {word: kind for word, kind in kinds.items() if kind != SURNAME}
        _refuse_both(self.verbs, words["not_cue"], rules_dir)
        rows = list(read_csv(rules_dir / "titles.csv", ("title", "before", "after")))
        titles = [fold(row["title"]) for row in rows]
        self.titles_after = frozenset(fold(row["title"]) for row in rows if row.flag("after"))
        cues = (*self.verbs, *words["not_cue"])
        self.cue = re.compile(trie_pattern(cues))
        self.cues = WordList(cues)
        surnames = "".join(sorted(kinds.keys() - self.kinds))
        # Names and bodies that no list knows, behind an office (立陶宛总统瑙塞达) or a place (香港天文馆).
        sounds = "".join(row["characters"] for row in read_csv(rules_dir / "name_sounds.csv", ("sound", "characters")))
        chinese = rf"[{surnames}](?![{_NO_NAME}])[\u4e00-\u9fff]{{1,2}}"
        foreign = rf"[{sounds}]{{2,8}}(?:·[{sounds}]{{1,6}})*"
        self.unlisted_name = re.compile(rf"(?:{chinese}|{foreign})(?<![{_NO_NAME}])")
        self.unlisted_body = re.compile(rf"[\u4e00-\u9fff]{{1,7}}[{NOUN_ENDS}](?<![人员者])")
        self.quantifiers = tuple(words["quantifier"])
        self.quantified = re.compile(trie_pattern(words["quantifier"]))
        self.unfused = frozenset(words["unfused"])
        self._people = frozenset(word for word, kind in self.kinds.items() if kind in _TOLD)
        self._people_begin = frozenset(word[0] for word in self._people)
        self._longest_person = max(map(len, self._people), default=0)
        not_lead = trie_pattern(words["not_lead"])
        phrase = rf"(?!{not_lead}){trie_pattern(words['preposition'])}"
        govern = trie_pattern((*words["preposition"], *words["governor"]))
        # 中 closes 在采访中, and not 在会见中国外长时.
        place = trie_pattern(words["place"]) + rf"(?![{_NO_PLACE_BEFORE}])"
        publishing = trie_pattern(words["publishing"])
        texts = trie_pattern(word for word, kind in self.kinds.items() if kind == "text")
        self.governs = re.compile(rf"(?:{govern}|在|于|当)[《“「『\"]?\Z")
        self.located = re.compile(rf"(?:在|于|当)[^,]{{1,30}}?(?:{place}|{publishing})")
        self.published = re.compile(rf"{publishing}[^,。:]{{0,12}}\Z|的话\Z")
        between = trie_pattern((*words["adverb"], *words["tail"], *titles))
        self.gap = re.compile(
            rf"(?:{between}|{_TIME}|[ 　“”「」『』》\"]|《[^《》]{{1,24}}》|\([^()]{{0,60}}\)"
            rf"|(?:在|于)[^,]{{1,25}}?(?:{place}|{publishing})|{phrase}[^,]{{1,14}}?"
            rf"|{publishing}[^,]{{0,12}}?{texts}|[\u4e00-\u9fff]{{1,4}}地)*"
        )
        # What joins the parts of one noun phrase: 的, titles, common nouns for people.
        nouns = [word for word, kind in self.kinds.items() if kind in ("person", "body", "state")]
        self.joint = re.compile(
            rf"(?:的|长|[ ·•・“”「」『』《》\"]|\([^()]{{0,60}}\)|{trie_pattern((*titles, *nouns, *words['tail']))})*"
        )
        self.also = re.compile(r"(?:和|与|及|以及|、|暨|/|&|跟|同)")
        adverbs = [word for word in words["adverb"] if len(word) > 1]
        self.lead = re.compile(
            rf"(?:(?!{not_lead})(?:{trie_pattern((*words['lead'], *adverbs))}|{_TIME})|[- 　\[【#•*>])*"
        )
        self.hypothetical = re.compile(trie_pattern(words["hypothetical"]))
        self.ends_word = backward((*self.kinds, *titles))
        self.word_ends = frozenset(word[-1] for word in self.kinds)
        self.ends_adverb = backward(words["adverb"])
        self.manner = re.compile(rf"{trie_pattern(word for word in adverbs if word[-1] == '的')}\Z")
        self.negation = re.compile(rf"{trie_pattern(words['negation'])}\Z")
        self.negation_ends = frozenset(word[-1] for word in words["negation"])
        self.attitude = re.compile(rf"{trie_pattern(words['attitude'])}(?=[,。;!?、:\n]|和|与|的|\Z)")
        self.narrator = re.compile(rf",[ 　]*{trie_pattern(words['narrator'])}")
        self.label = re.compile(rf"{trie_pattern(words['label'])}\Z")

    def before_adverbs(self, folded: str, start: int, end: int) -> int:
        """Give the first place from `start` from which only adverbs lead to `end`, or `end`."""
        return next(
            (at for at in range(start, min(end, start + _LONGEST_PHRASE)) if self.gap.fullmatch(folded, at, end)), end
        )

    def is_timed(self, folded: str, start: int, end: int) -> bool:
        """Tell whether a phrase of time ends in a range, and only adverbs lead on to its end: …会见王芳时|就此."""
        found = _TIMED.search(folded, start, end)
        while found is not None and self.gap.fullmatch(folded, found.end(), end) is None:
            found = _TIMED.search(folded, found.end(), end)
        return found is not None

    def behind_hearer(self, folded: str, at: int) -> int:
        """Give the place behind a noun or pronoun that words may be told to, or the place itself: 广大市民."""
        begin = _ALL.match(folded, at).end()  # type: ignore[union-attr]
        if folded[begin : begin + 1] not in self._people_begin:
            return begin
        for length in range(self._longest_person, 0, -1):
            if folded[begin : begin + length] in self._people:
                return begin + length
        return begin


def _read_verbs(rules_dir: Path) -> dict[str, Verb]:
    verbs: dict[str, Verb] = {}
    for row in read_csv(rules_dir / "reporting_verbs.csv", VERB_COLUMNS):
        word = _new_word(row, "verb", verbs)
        verbs[word] = Verb(row.choice("stance", STANCES), row.choice("position", POSITIONS), row.choice("takes", TAKES))
    return verbs


def _read_roles(path: Path, column: str, allowed: tuple[str, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {name: [] for name in allowed}
    for row in read_csv(path, ("word", column)):
        words = found[row.choice(column, allowed)]
        words.append(_new_word(row, "word", words))
    return found


def _read_kinds(rules_dir: Path) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for row in read_csv(rules_dir / "speaker_words.csv", ("word", "kind")):
        kinds[_new_word(row, "word", kinds)] = row.choice("kind", KINDS)
    return kinds


def _new_word(row: Row, column: str, known: dict[str, Verb] | dict[str, str] | list[str]) -> str:
    word = row[column]
    if not word:
        raise row.error(f"{column} is empty; every row names one")
    if fold(word) != word:
        raise row.error(f'{column} "{word}" is not folded; write "{fold(word)}"')
    if word in known:
        raise row.error(f'{column} "{word}" stands twice; keep one')
    return word


def _refuse_both(verbs: dict[str, Verb], not_cues: list[str], rules_dir: Path) -> None:
    both = verbs.keys() & set(not_cues)
    if not both:
        return
    for row in read_csv(rules_dir / "quote_words.csv", ("word", "role")):
        if row["role"] == "not_cue" and row["word"] in both:
            raise row.error(f'"{row["word"]}" is a verb of reporting_verbs.csv too; keep one')
