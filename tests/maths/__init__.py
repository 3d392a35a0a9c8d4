"""The mathematics: hand-worked numbers, properties, references and error messages."""
