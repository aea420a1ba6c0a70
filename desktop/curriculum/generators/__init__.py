"""Generators of fresh material: a seed becomes a picture and its exact gold, on the trainee's own PC."""
