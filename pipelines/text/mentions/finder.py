"""Find the mentions of a text: the gazetteer first, then the rules of writing, then the tagger on what is left."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from pipelines.text.mentions.addresses import outside_addresses
from pipelines.text.mentions.aliases import AliasFinder
from pipelines.text.mentions.automaton import AliasAutomaton
from pipelines.text.mentions.base import Candidate, Mention, make_mention
from pipelines.text.mentions.bodies import BodyNames
from pipelines.text.mentions.brackets import BracketNames
from pipelines.text.mentions.coined import CoinedNames
from pipelines.text.mentions.context import ContextJudge
from pipelines.text.mentions.countries import CountryTest, ShortCountries, StateOffices
from pipelines.text.mentions.dotted import DottedNames
from pipelines.text.mentions.echoes import NameEchoes
from pipelines.text.mentions.evidence import NameEvidence
from pipelines.text.mentions.gazetteer import load_gazetteer
from pipelines.text.mentions.joins import NameJoiner
from pipelines.text.mentions.latin import LatinNames
from pipelines.text.mentions.lexicon import load_lexicon
from pipelines.text.mentions.numbered import NumberedNames
from pipelines.text.mentions.overlay import overlay
from pipelines.text.mentions.phrases import PhraseIndex
from pipelines.text.mentions.routes import RouteNames
from pipelines.text.mentions.settle import TagSettler, settle_again, settle_bodies, settle_dotted, settle_latin
from pipelines.text.mentions.surnames import SurnameNames, Surnames
from pipelines.text.mentions.tagged import TagRepair, doubtful_names, latin_hints
from pipelines.text.mentions.view import DOT, match_view
from pipelines.text.mentions.works import TitledWorks
from pipelines.text.rulefiles import RULES_DIR
from pipelines.text.segmenter import load_segmenter
from pipelines.text.taggers import Tag


class MentionFinder:
    """Everything that finding mentions needs, compiled once for a rules folder and a segmenter of the settings."""

    def __init__(self, rules_dir: Path = RULES_DIR, *, segmenter: str = "jieba") -> None:
        # Merges are the business of linking: a mention is there or not, whoever it names.
        gazetteer = load_gazetteer(rules_dir, merged=False)
        words = load_segmenter(segmenter)
        index = PhraseIndex()
        self._lexicon = load_lexicon(rules_dir)
        self._aliases = AliasFinder(
            AliasAutomaton(gazetteer, self._lexicon.tails.types),
            words,
            ContextJudge(gazetteer, words, rules_dir),
            rules_dir,
        )
        self._dotted = DottedNames(self._lexicon, words, rules_dir)
        self._countries = ShortCountries(gazetteer, words, self._dotted.is_foreign, index, rules_dir)
        self._numbered = NumberedNames(index, rules_dir)
        self._routes = RouteNames(gazetteer, words, index, rules_dir)
        self._works = TitledWorks(gazetteer, rules_dir)
        evidence = NameEvidence(words, self._dotted.count_sounds, rules_dir)
        self._repair = TagRepair(self._lexicon, words, evidence, self._dotted.is_foreign, rules_dir)
        is_country = CountryTest(gazetteer)
        self._settler = TagSettler(self._lexicon, is_country, self._dotted.is_foreign)
        self._joiner = NameJoiner(self._lexicon, words, is_country, StateOffices(gazetteer, rules_dir), rules_dir)
        self._bodies = BodyNames(self._lexicon, words, is_country, index, rules_dir)
        self._surnames = SurnameNames(Surnames(rules_dir, self._lexicon), gazetteer, words)
        self._brackets = BracketNames(self._lexicon, words, rules_dir)
        self._latin = LatinNames(gazetteer, rules_dir)
        self._coined = CoinedNames(words, index, rules_dir)
        self._echoes = NameEchoes(self._lexicon, words, rules_dir)

    def find(self, text: str, sentences: Sequence[tuple[int, int]], tags: Sequence[Sequence[Tag]]) -> list[Mention]:
        """Find the mentions of a text.

        Args:
            text: The raw text.
            sentences: Half-open ranges of it, in order; a mention lies inside one.
            tags: What the tagger found, a list for each sentence, with offsets inside that sentence.

        Returns:
            Mentions in order of place, without overlaps.
        """
        view = match_view(text)
        found = settle_dotted(outside_addresses(view, self._aliases.find(view)), self._dotted.find(view))
        found = settle_again(found, self._dotted.again(view, found)) if DOT in view else found
        found = overlay(found, self._countries.find(text, view))
        found = settle_dotted(found, self._numbered.find(view))
        found = settle_dotted(found, self._routes.find(view))
        found = self._works.find(view, found)
        tagged = self._repair.candidates(view, sentences, tags)
        found = self._settler.settle(view, found, tagged)
        found = self._joiner.join(view, settle_bodies(found, self._bodies.find(view, found)))
        hints = latin_hints(text, sentences, tags)
        found = settle_latin(found, self._latin.find(text, found, hints))
        found = self._brackets.find(view, found)
        found = overlay(found, self._surnames.find(view, found))
        found = overlay(found, self._coined.find(view, found))
        found = self._echoes.find(view, found, doubtful_names(view, sentences, tags))
        return _place(text, sentences, found)


def _place(text: str, sentences: Sequence[tuple[int, int]], found: Iterable[Candidate]) -> list[Mention]:
    """Make mentions of the candidates that lie inside a sentence; `found` is sorted."""
    mentions: list[Mention] = []
    ranges = iter((*sentences, (len(text) + 1, 0)))
    number, stop, (begin, next_stop) = -1, 0, next(ranges)
    for start, end, kind, method, rule_id, entity_id in found:
        while begin <= start:
            number, stop = number + 1, next_stop
            begin, next_stop = next(ranges)
        if end <= stop:
            mentions.append(make_mention((start, end, text[start:end], kind, method, rule_id, number, entity_id)))
    return mentions
