"""Slides before they are drawn: which idea stands on which slide, and what goes to the speaker's notes. Pure."""
