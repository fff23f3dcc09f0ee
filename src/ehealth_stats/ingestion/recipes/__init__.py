"""From a document and its recipe to rows: observations, targets, events and the audit."""
