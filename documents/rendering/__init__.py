"""A paper as HTML, PDF, Word and slides: each member has `render(paper)`, and all show the same."""
