"""Who gets a lead: taking turns, and who is passed over and why. Pure, but for `presence`, which reads who is there."""
