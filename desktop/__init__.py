"""Doorstep 家门口标注实训工作站: an offline workstation that trains and certifies data annotators."""

__version__ = "0.1.0"
