"""The ways out of the house, all alike: a module with `send(message, at)` that raises NotSent."""
