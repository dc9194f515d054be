"""How hard the property tests try: `default` where a person waits, `ci` where nobody does.

`.ci/run` and whoever else sets CI=true get `ci`; HYPOTHESIS_PROFILE says it for one run. The laws of working time, on
which every deadline stands, ask for `LAWS` examples: in `ci` about 80 seconds of a processor.
"""

import os

from hypothesis import settings

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") == "true" else "default")
LAWS = 20_000 if PROFILE == "ci" else 200

settings.register_profile("default", max_examples=200, deadline=None)
settings.register_profile("ci", max_examples=500, deadline=None, print_blob=True)
settings.load_profile(PROFILE)
