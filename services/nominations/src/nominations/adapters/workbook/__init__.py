"""Lists as units send them, read, checked and given back with marks: `.xlsx`, `.xls` and `.ods`."""
