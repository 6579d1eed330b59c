"""The Qt-free facade that the window and the command line share."""
