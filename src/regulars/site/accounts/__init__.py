"""Coming in: password, passkey, app code, the company's own account; and one's own sign-in page."""
