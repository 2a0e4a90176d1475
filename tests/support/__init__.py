"""What several tests share: signed bodies, emulators as servers, an inbox that listens."""
