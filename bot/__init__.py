"""What runs inside Rasa: the web channel, turns as transactions, encrypted conversations, our language components."""
