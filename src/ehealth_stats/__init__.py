"""Count and judge municipal eHealth programmes from their own documents."""
