"""Kill -9 of web, worker, watch, Valkey and PostgreSQL while clocks fall due: `make chaos`, and a short form in CI.

A site of its own runs from a folder that is thrown away, exactly as `manage.py up` runs it; a program outside posts leads
to its hook and receives its notices. In the end sets are compared: what had to be, what the database holds, what came.
"""
