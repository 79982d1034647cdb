"""The look of every page: components with declared parameters, drawings, style and the small script."""
