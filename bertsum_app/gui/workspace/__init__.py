"""The Workspace page: view, controller, and the small parts between them."""
