"""What a lifter does with Negtrain, told as tests."""
