"""Workbooks: .xlsx, .xlsm, .xlsb, .xls, .ods -> a grid a table, with the units and comments of its cells."""
