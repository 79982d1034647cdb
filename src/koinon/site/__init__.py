"""The doors: pages, machine interface, feeds and the workbook."""
