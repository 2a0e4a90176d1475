"""One file a command. Here the parts are put together; nothing imports these but `nightdoor.cli`."""
