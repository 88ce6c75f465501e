"""Excel workbooks (.xlsx): bounds checked before anything is unpacked, each sheet a table."""
