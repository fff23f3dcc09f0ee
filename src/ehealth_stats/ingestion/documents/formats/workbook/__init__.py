"""Workbooks: .xlsx .xlsm .xls .ods -> a grid a sheet, with comments and formats of numbers."""
