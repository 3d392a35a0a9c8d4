"""Every explorer keeps one contract; the explorers of notebook 05 also give the right numbers."""
