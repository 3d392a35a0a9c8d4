"""What the course costs in time: from slider to pixel, in the kernel, by number of rows, by notebook."""
