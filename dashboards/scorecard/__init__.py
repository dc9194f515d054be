"""The scorecard: how the numbers both teams agreed on stand against their bands, as one figure that hides nothing."""
