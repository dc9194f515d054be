"""Feedback loop: why Sales sends leads back, what stands out, what would have kept them out, and what came of that."""
