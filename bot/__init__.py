"""The residents' side: where a message comes in and a reply goes out."""
