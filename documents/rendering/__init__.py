"""A paper as HTML, PDF and Word: each member has `render(paper)`, and all three show the same."""
