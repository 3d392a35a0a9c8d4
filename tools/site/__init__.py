"""The course as static pages, whose pictures move without a kernel."""
