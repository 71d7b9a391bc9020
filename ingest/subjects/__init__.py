"""What plans are about: the scheme of concepts, and the concepts and topics of a text."""
