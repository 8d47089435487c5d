"""The words by which reported speech is read, from their tables: reporting verbs, speakers, and what stands around."""

import re
from dataclasses import dataclass
from pathlib import Path

from pipelines.text.folding import fold
from pipelines.text.numbers.wordtries import backward, trie_pattern
from pipelines.text.rulefiles import Row, read_csv

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
POSITIONS = ("any", "near", "before", "source")
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
    "tail",
    "quantifier",
)
KINDS = ("person", "body", "state", "surname", "text", "indefinite", "he", "it", "they", "former", "latter", "self")
# Days and hours, which may stand between a speaker and the cue: (1月29日), 周三.
_TIME = (
    r"\d+[年月日号时点分]?[晚早]?|周[一二三四五六日末]|星期[一二三四五六日天]"
    r"|[上下中]午|[早晚]间|[早晚]上|凌晨|当地时间"
)


@dataclass(frozen=True, slots=True)
class Verb:
    """A reporting verb: what it says of the words, where it stands, and in which form they follow it."""

    stance: str
    position: str
    takes: str


class Vocabulary:
    """The tables of one rules folder, compiled."""

    def __init__(self, rules_dir: Path) -> None:
        self.verbs = _read_verbs(rules_dir)
        words = _read_roles(rules_dir / "quote_words.csv", "role", ROLES)
        self.kinds = _read_kinds(rules_dir)
        _refuse_both(self.verbs, words["not_cue"], rules_dir)
        rows = list(read_csv(rules_dir / "titles.csv", ("title", "before", "after")))
        titles = [fold(row["title"]) for row in rows]
        self.titles_after = frozenset(fold(row["title"]) for row in rows if row.flag("after"))
        self.cue = re.compile(trie_pattern((*self.verbs, *words["not_cue"])))
        surnames = "".join(word for word, kind in self.kinds.items() if kind == "surname")
        self.kinds = {word: kind for word, kind in self.kinds.items() if kind != "surname"}
        self.quantifiers = tuple(words["quantifier"])
        self.unfused = frozenset(words["unfused"])
        self.speaker = re.compile(
            rf"{trie_pattern(self.kinds)}|[{surnames}](?:先生|女士|小姐|某某?|老师|医生|大爷|大妈|阿姨)"
        )
        phrase = trie_pattern(words["preposition"])
        govern = trie_pattern((*words["preposition"], *words["governor"]))
        place = trie_pattern(words["place"])
        self.governs = re.compile(rf"(?:{govern}|在|于|当)\Z")
        self.located = re.compile(rf"(?:在|于|当)[^,]{{1,30}}?{place}")
        between = trie_pattern((*words["adverb"], *words["tail"], *titles))
        self.gap = re.compile(
            rf"(?:{between}|{_TIME}|[ 　“”「」『』\"]|\([^()]{{0,60}}\)"
            rf"|(?:在|于)[^,]{{1,25}}?{place}|{phrase}[^,]{{1,14}}?)*"
        )
        # What joins the parts of one noun phrase: 的, titles, common nouns for people.
        nouns = [word for word, kind in self.kinds.items() if kind in ("person", "body", "state")]
        self.joint = re.compile(
            rf"(?:的|[ ·•・“”「」『』\"]|\([^()]{{0,60}}\)|{trie_pattern((*titles, *nouns, *words['tail']))})*"
        )
        self.also = re.compile(r"(?:和|与|及|以及|、|暨|/|&|跟|同)")
        adverbs = [word for word in words["adverb"] if len(word) > 1]
        self.lead = re.compile(rf"(?:{trie_pattern((*words['lead'], *adverbs))}|{_TIME}|[- 　\[【#•*>])*")
        self.hypothetical = re.compile(trie_pattern(words["hypothetical"]))
        self.ends_word = backward((*self.kinds, *titles))
        self.manner = re.compile(rf"{trie_pattern(word for word in adverbs if word[-1] == '的')}\Z")
        self.negation = re.compile(rf"{trie_pattern(words['negation'])}\Z")
        self.attitude = re.compile(rf"{trie_pattern(words['attitude'])}(?=[,。;!?、:\n]|和|与|的|\Z)")
        self.narrator = re.compile(rf",[ 　]*{trie_pattern(words['narrator'])}")
        self.label = re.compile(rf"{trie_pattern(words['label'])}\Z")


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
    for row in read_csv(rules_dir / "quote_words.csv", ("word", "role")):
        if row["role"] == "not_cue" and row["word"] in both:
            raise row.error(f'"{row["word"]}" is a verb of reporting_verbs.csv too; keep one')
