"""Back-test: what a score or a definition would have made of past leads, set against what became of them."""
