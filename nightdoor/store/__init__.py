"""The only room that knows SQLAlchemy. Services open a transaction and call the functions of one subject a file."""

from sqlalchemy.exc import NoResultFound

from nightdoor.store.database import Database, DatabaseDown, Tx

__all__ = ["Database", "DatabaseDown", "NoResultFound", "Tx"]
