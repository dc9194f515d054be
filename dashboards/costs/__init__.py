"""The ledger of costs as people keep it: rows typed, pasted or uploaded, filtered, added up and corrected."""
