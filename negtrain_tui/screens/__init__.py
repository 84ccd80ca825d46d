"""Today, plan, train, history, settings, and the small dialogs between them."""
