"""The embedded PostgreSQL and Valkey: found in their wheels, started on unix sockets, stopped by their own pid.

Nothing here imports Django: `manage.py` and the tests fill the environment with it before settings load.
"""
