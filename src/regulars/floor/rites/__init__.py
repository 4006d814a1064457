"""What this house always does for everybody: at each post, and after paying as well."""
