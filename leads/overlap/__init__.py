"""Overlap: the same leads under two meanings of a word. `venn` is pure; the counting is that of `leads/backtest`."""
