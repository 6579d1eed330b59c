"""The History page: finished work to find again."""
