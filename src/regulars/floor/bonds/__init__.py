"""Between us: how well we know each other and why, who brought whom, and the thanks we owe."""
