"""Deviations: numbers watched week by week, told when a week is news and not noise."""
