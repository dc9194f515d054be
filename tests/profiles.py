"""How hard the property tests try: `default` where a person waits, `ci` where nobody does.

`.ci/run` and whoever else sets CI=true get `ci`; HYPOTHESIS_PROFILE says it for one run. The laws of working time, on
which every deadline stands, ask for `LAWS` examples: in `ci` about 80 seconds of a processor.
"""

import os

from hypothesis import HealthCheck, settings

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") == "true" else "default")
LAWS = 20_000 if PROFILE == "ci" else 200

# the first draw of a process reads every module that is imported, which takes a second or two
PATIENT = [HealthCheck.too_slow]

settings.register_profile("default", max_examples=200, deadline=None, suppress_health_check=PATIENT)
settings.register_profile(
    "ci", max_examples=500, deadline=None, print_blob=True, suppress_health_check=PATIENT
)
settings.load_profile(PROFILE)
