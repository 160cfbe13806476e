"""What can be told of words without knowing what they name: of which language, what kind of name, how much alike.

Nothing here is certain; each answer is one that an editor would give at first sight, and asks for more than a word of a
transcription. Lists are data: `english` has its own, names of offices and forenames are a profile's vocabulary.
"""
