"""The only public face: who a person is, in which order they are answered, and how answers reach them."""
