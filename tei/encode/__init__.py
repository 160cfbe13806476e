"""From a transcription to TEI, and the proof that nothing was lost on the way."""
