"""Pictures as SVG: pure Python, immutable in, text out, everything escaped, colours by class only."""
