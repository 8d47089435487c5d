"""Reading a page: what is the article, what is furniture, who published it, who wrote it, and when."""

from pipelines.text.pages.firstpass import FirstPass
from pipelines.text.pages.model import Block, Candidate, Hint, Mark, Metadata, Page
from pipelines.text.pages.reader import PageReader

__all__ = ["Block", "Candidate", "FirstPass", "Hint", "Mark", "Metadata", "Page", "PageReader"]
