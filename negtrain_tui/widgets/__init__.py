"""What two screens share, or what draws itself."""
