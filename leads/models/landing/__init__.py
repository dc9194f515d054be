"""Landing: what comes in about leads becomes facts, each once."""
