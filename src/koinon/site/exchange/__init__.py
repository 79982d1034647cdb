"""The workbook: import with a dry run, export, and undo."""
