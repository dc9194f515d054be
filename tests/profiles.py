"""How hard the property tests try: HYPOTHESIS_PROFILE is `default` (a person waits) or `ci` (nobody does).

The laws of working time are eight tests, so `ci` gives them 20,000 examples in all.
"""

import os

from hypothesis import settings

settings.register_profile("default", max_examples=200, deadline=None)
settings.register_profile("ci", max_examples=2_500, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
