"""Settings: frozen, from the environment only, safe by default. Read only where a process is put together."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

NOT_SET = SecretStr("")


class Settings(BaseSettings):
    """Every setting. ``docs/operations.md`` names each one; a test proves that it does."""

    model_config = SettingsConfigDict(frozen=True, env_prefix="", populate_by_name=True, hide_input_in_errors=True)

    database_url: str = Field("sqlite:///var/nightdoor.db", alias="NIGHTDOOR_DATABASE_URL")
    redis_url: str = Field("", alias="NIGHTDOOR_REDIS_URL")
    public_url: str = Field("http://127.0.0.1:8000", alias="NIGHTDOOR_PUBLIC_URL")
    staff_url: str = Field("http://127.0.0.1:8001", alias="NIGHTDOOR_STAFF_URL")
    secret_key: SecretStr = Field(NOT_SET, alias="NIGHTDOOR_SECRET_KEY")
    engine_url: str = Field("http://127.0.0.1:5005", alias="NIGHTDOOR_ENGINE_URL")
    actions_url: str = Field("http://127.0.0.1:5055", alias="NIGHTDOOR_ACTIONS_URL")
    spool: Path = Field(Path("var/spool"), alias="NIGHTDOOR_SPOOL")
    data: Path = Field(Path("data"), alias="NIGHTDOOR_DATA")
    duty_phone: str = Field("", alias="NIGHTDOOR_DUTY_PHONE")
    unanswered_after_seconds: float = Field(120, gt=0, alias="NIGHTDOOR_UNANSWERED_AFTER")
    idle_after_seconds: float = Field(1800, gt=0, alias="NIGHTDOOR_IDLE_AFTER")
    demonstration: bool = Field(default=False, alias="NIGHTDOOR_DEMO")

    twilio_account_sid: str = Field("", alias="TWILIO_ACCOUNT_SID")
    twilio_auth_token: SecretStr = Field(NOT_SET, alias="TWILIO_AUTH_TOKEN")
    twilio_from: str = Field("", alias="TWILIO_FROM")
    twilio_api_base: str = Field("", alias="TWILIO_API_BASE")
    telegram_bot_token: SecretStr = Field(NOT_SET, alias="TELEGRAM_BOT_TOKEN")
    telegram_secret_token: SecretStr = Field(NOT_SET, alias="TELEGRAM_SECRET_TOKEN")
    telegram_api_base: str = Field("", alias="TELEGRAM_API_BASE")
