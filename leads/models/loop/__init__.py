"""The handoff loop: a lead offered to Sales, and everything that may be answered, turn by turn."""
