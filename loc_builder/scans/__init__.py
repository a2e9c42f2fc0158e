"""Pictures of pages that came back, laid over the letter as issued."""
