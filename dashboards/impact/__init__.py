"""Impact: what changed from before a day to after it, what of it chance or another mix could have done, and what is shown."""
