"""Widgets that the pages are built from; none of them knows about the service."""
