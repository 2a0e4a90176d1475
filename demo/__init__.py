"""The demonstration night. The product never imports it; the tests use its emulators."""
