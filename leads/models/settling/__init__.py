"""What follows when facts have landed: fold, score, cross, hand off, come back."""
