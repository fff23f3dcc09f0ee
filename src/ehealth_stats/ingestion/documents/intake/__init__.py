"""What a file is before it is read: its kind, its size when unpacked, its encoding."""
