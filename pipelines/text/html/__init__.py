"""HTML to text, deterministically: the lines that a reader sees, where they stand, and what the head says."""

from pipelines.text.html.render import Rendered, Renderer, render_html

__all__ = ["Rendered", "Renderer", "render_html"]
