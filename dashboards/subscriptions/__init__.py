"""What people asked to get regularly: when it is due, what is written then, and putting it on its way."""
