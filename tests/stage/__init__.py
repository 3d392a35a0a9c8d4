"""The moving picture: sliders, palettes, stages, and cells that are run again."""
