"""The predictive model: learnt from past leads, measured beside the rules, looked after."""
