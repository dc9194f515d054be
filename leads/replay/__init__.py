"""Replay on history: what an agreement would have given, whether the people are enough for it, how many leads it takes.

`working`, `courses`, `outcomes`, `capacity` and `volume` are pure; `facts` reads what happened, `reading` brings them
together. The clocks of `sla` say what was; this says what would have been, by the same rules.
"""
