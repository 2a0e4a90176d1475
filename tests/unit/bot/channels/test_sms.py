"""Text messages and delivery reports as Twilio hands them over."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.parsed import DeliveryReport, Ignored, RefusedWebhook
from bot.channels.sms import MESSAGE_PATH, STATUS_PATH, SmsWebhooks
from nightdoor.core.message import Channel, DeliveryStatus, Inbound
from tests.support.twilio_bodies import (
    ACCOUNT_SID,
    AUTH_TOKEN,
    MESSAGE_SID,
    PHONE,
    PUBLIC_URL,
    report,
    signed,
    sms,
    without,
)
from tests.unit.bot.channels.sms_bodies import BROKEN, LEFT_ALONE, READ, REFUSED

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
DOOR = SmsWebhooks(ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL)


def read(fields: dict[str, str]) -> Inbound | Ignored:
    return DOOR.read_message(*signed(fields, MESSAGE_PATH), NOW)


@pytest.mark.parametrize("name", READ)
def test_a_signed_message_is_read(name: str) -> None:
    fields, text, kind = READ[name]
    assert read(fields) == Inbound(Channel.SMS, PHONE, MESSAGE_SID, text, NOW, kind)


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_a_machine_that_nobody_can_answer_is_left_alone(name: str) -> None:
    assert read(LEFT_ALONE[name]) == Ignored("the sender is not a telephone number")


@pytest.mark.parametrize("name", REFUSED)
def test_a_signed_message_that_makes_no_sense_is_refused(name: str) -> None:
    fields, status, reason = REFUSED[name]
    with pytest.raises(RefusedWebhook) as refused:
        read(fields)
    assert (refused.value.status, refused.value.reason) == (status, reason)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_body_is_refused(name: str) -> None:
    body, status = BROKEN[name]
    with pytest.raises(RefusedWebhook) as refused:
        DOOR.read_message(body, "c2lnbmF0dXJl", NOW)
    assert refused.value.status == status


@pytest.mark.parametrize("signature", [None, "", "x", "é", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="])
def test_a_message_without_the_right_signature_is_refused(signature: str | None) -> None:
    body, _ = signed(sms(), MESSAGE_PATH)
    with pytest.raises(RefusedWebhook) as refused:
        DOOR.read_message(body, signature, NOW)
    assert refused.value.status == 403


@pytest.mark.parametrize("field", ["Body", "From", "MessageSid", "AccountSid"])
def test_a_tampered_field_is_refused(field: str) -> None:
    _, signature = signed(sms(), MESSAGE_PATH)
    body, _ = signed(sms(**{field: sms()[field] + "0"}), MESSAGE_PATH)
    with pytest.raises(RefusedWebhook) as refused:
        DOOR.read_message(body, signature, NOW)
    assert refused.value.status == 403


def test_a_field_added_or_taken_away_is_refused() -> None:
    _, signature = signed(sms(), MESSAGE_PATH)
    for fields in (sms(Extra="1"), without(sms(), "ToCity")):
        with pytest.raises(RefusedWebhook):
            DOOR.read_message(signed(fields, MESSAGE_PATH)[0], signature, NOW)


def test_another_accounts_token_is_refused() -> None:
    with pytest.raises(RefusedWebhook):
        DOOR.read_message(*signed(sms(), MESSAGE_PATH, token="another"), NOW)


@pytest.mark.parametrize(
    "elsewhere", ["http://door.example.gov.uk", "https://127.0.0.1:8000", "https://door.example.gov.uk/x"]
)
def test_a_signature_made_for_another_address_is_refused(elsewhere: str) -> None:
    with pytest.raises(RefusedWebhook):
        DOOR.read_message(*signed(sms(), MESSAGE_PATH, public_url=elsewhere), NOW)


@pytest.mark.parametrize("url", [PUBLIC_URL, PUBLIC_URL + ":443"])
def test_twilio_may_sign_with_the_port_or_without(url: str) -> None:
    assert isinstance(DOOR.read_message(*signed(sms(), MESSAGE_PATH, public_url=url), NOW), Inbound)


def test_a_slash_after_the_public_address_changes_nothing() -> None:
    door = SmsWebhooks(ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL + "/")
    assert isinstance(door.read_message(*signed(sms(), MESSAGE_PATH), NOW), Inbound)


def test_a_report_cannot_be_replayed_as_a_message() -> None:
    with pytest.raises(RefusedWebhook):
        DOOR.read_message(*signed(sms(), STATUS_PATH), NOW)


def test_a_message_replayed_is_the_same_message() -> None:
    assert read(sms()) == read(sms())


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_whatever_a_resident_writes_is_read_or_refused_in_words_of_ours(text: str) -> None:
    message = read(sms(Body=text))
    assert isinstance(message, Inbound)
    assert message.text == text.replace("\x00", "").strip()


@given(st.binary(max_size=300), st.text(max_size=40))
def test_no_body_and_no_signature_makes_anything_but_a_refusal(body: bytes, signature: str) -> None:
    with pytest.raises(RefusedWebhook):
        DOOR.read_message(body, signature, NOW)


@pytest.mark.parametrize(
    ("twilios", "code", "ours"),
    [
        ("queued", "", DeliveryStatus.ACCEPTED),
        ("sending", "", DeliveryStatus.ACCEPTED),
        ("sent", "", DeliveryStatus.ACCEPTED),
        ("delivered", "", DeliveryStatus.DELIVERED),
        ("read", "", DeliveryStatus.DELIVERED),
        ("canceled", "", DeliveryStatus.CANCELLED),
        ("undelivered", "30003", DeliveryStatus.TEMPORARY_FAILURE),
        ("undelivered", "30005", DeliveryStatus.PERMANENT_FAILURE),
        ("undelivered", "30007", DeliveryStatus.TECHNICAL_FAILURE),
        ("undelivered", "", DeliveryStatus.PERMANENT_FAILURE),
        ("failed", "21610", DeliveryStatus.OPTED_OUT),
        ("failed", "30001", DeliveryStatus.TECHNICAL_FAILURE),
    ],
)
def test_a_delivery_report_is_read(twilios: str, code: str, ours: DeliveryStatus) -> None:
    fields = report(MessageStatus=twilios, **({"ErrorCode": code} if code else {}))
    assert DOOR.read_report(*signed(fields, STATUS_PATH)) == DeliveryReport(MESSAGE_SID, ours, code or None)


@pytest.mark.parametrize(
    "fields", [report(MessageStatus="vanished"), without(report(), "MessageStatus"), report(MessageSid="x")]
)
def test_a_report_that_makes_no_sense_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(RefusedWebhook) as refused:
        DOOR.read_report(*signed(fields, STATUS_PATH))
    assert refused.value.status == 400


def test_an_error_code_that_is_none_is_not_kept() -> None:
    fields = report(MessageStatus="failed", ErrorCode="+447700900123")
    assert DOOR.read_report(*signed(fields, STATUS_PATH)).error_code is None


def test_an_unsigned_report_is_refused() -> None:
    with pytest.raises(RefusedWebhook):
        DOOR.read_report(signed(report(), STATUS_PATH)[0], None)
