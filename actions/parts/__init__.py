"""What each part of the conversation does with an answer beyond saving it. One module a part, one form a part."""
