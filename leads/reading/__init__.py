"""Reading other people's files: bytes -> table -> mapping -> records. Pure: no Django, no database.

`tables` opens a file, `guess` proposes a mapping for it, `mapping` checks one, `records` turns rows into
records.
What is wrong or odd is data (`faults.Fault`); whoever shows it puts it into words.
"""
