"""Three small houses beside the grocer, with the people of the scenes. Every name is invented."""
