"""The demo company: seeded, invented, and with a story to see: slow and quarrelsome before the agreement, better after."""
