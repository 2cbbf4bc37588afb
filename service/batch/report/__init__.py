"""What a run is handed on as: one page that opens anywhere, and a workbook that offices pass on."""
