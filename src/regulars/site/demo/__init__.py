"""The demo house: a real grocer's year, moved so that its last eight weeks lie ahead."""
