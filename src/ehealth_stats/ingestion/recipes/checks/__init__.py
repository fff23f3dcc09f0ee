"""What is wrong with a recipe that can be read as TOML, or may be: keys without effect, anchors in several places."""
