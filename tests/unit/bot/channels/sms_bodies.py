"""The table of text messages as Twilio hands them over, good and bad."""

from nightdoor.core.message import MessageKind
from tests.support.twilio_bodies import sms, without

READ: dict[str, tuple[dict[str, str], str, MessageKind]] = {
    "plain words": (sms(), "my landlord changed the locks", MessageKind.TEXT),
    "white space round the words": (sms(Body="  hello \n"), "hello", MessageKind.TEXT),
    "nothing": (sms(Body=""), "", MessageKind.EMPTY),
    "only spaces": (sms(Body=" \n "), "", MessageKind.EMPTY),
    "no Body field": (without(sms(), "Body"), "", MessageKind.EMPTY),
    "one emoji": (sms(Body="😢"), "😢", MessageKind.TEXT),
    "null bytes": (sms(Body="he\x00lp me\x00"), "help me", MessageKind.TEXT),
    "only null bytes": (sms(Body="\x00\x00"), "", MessageKind.EMPTY),
    "ten thousand characters": (sms(Body="a" * 10_000), "a" * 10_000, MessageKind.TEXT),
    "more than ten thousand": (sms(Body="a" * 12_000), "a" * 10_000, MessageKind.TEXT),
    "ten thousand emoji": (sms(Body="😢" * 10_000), "😢" * 10_000, MessageKind.TEXT),
    "Welsh and Urdu": (sms(Body="dw i'n ddigartref ŵ مدد"), "dw i'n ddigartref ŵ مدد", MessageKind.TEXT),
    "markup": (sms(Body="<script>alert(1)</script>"), "<script>alert(1)</script>", MessageKind.TEXT),
    "ampersands and plus signs": (
        sms(Body="me & him + 2 kids = 50%"),
        "me & him + 2 kids = 50%",
        MessageKind.TEXT,
    ),
    "an engine command": (sms(Body="/restart"), "/restart", MessageKind.TEXT),
    "a field Twilio adds one day": (sms(NewThing="x", Another="ŵ"), sms()["Body"], MessageKind.TEXT),
    "a picture": (
        sms(Body="", NumMedia="1", MediaUrl0="https://api.example/1", MediaContentType0="image/jpeg"),
        "",
        MessageKind.MEDIA,
    ),
    "a picture with words": (
        sms(Body="look at the damp", NumMedia="2"),
        "look at the damp",
        MessageKind.MEDIA,
    ),
    "a picture with the word stop": (sms(Body="stop", NumMedia="1"), "stop", MessageKind.MEDIA),
    "an odd number of media": (sms(NumMedia="many"), sms()["Body"], MessageKind.MEDIA),
    "no number of media": (without(sms(), "NumMedia"), sms()["Body"], MessageKind.TEXT),
    "STOP": (sms(Body="STOP"), "STOP", MessageKind.OPT_OUT),
    "stop and a line": (sms(Body="Stop\n"), "Stop", MessageKind.OPT_OUT),
    "STOPALL": (sms(Body="STOPALL"), "STOPALL", MessageKind.OPT_OUT),
    "UNSUBSCRIBE": (sms(Body="unsubscribe"), "unsubscribe", MessageKind.OPT_OUT),
    "CANCEL": (sms(Body="Cancel"), "Cancel", MessageKind.OPT_OUT),
    "END": (sms(Body="end"), "end", MessageKind.OPT_OUT),
    "QUIT": (sms(Body="QUIT"), "QUIT", MessageKind.OPT_OUT),
    "ARRET": (sms(Body="arret"), "arret", MessageKind.OPT_OUT),
    "Twilio says that they opted out": (sms(Body="paid", OptOutType="STOP"), "paid", MessageKind.OPT_OUT),
    "START": (sms(Body="start"), "start", MessageKind.OPT_IN),
    "UNSTOP": (sms(Body="UNSTOP"), "UNSTOP", MessageKind.OPT_IN),
    "HELP": (sms(Body="HELP"), "HELP", MessageKind.HELP),
    "INFO": (sms(Body="info"), "info", MessageKind.HELP),
    "yes, an answer to us": (sms(Body="YES", OptOutType="START"), "YES", MessageKind.TEXT),
    "stop in a sentence": (sms(Body="make him stop"), "make him stop", MessageKind.TEXT),
    "help in a sentence": (sms(Body="help me please"), "help me please", MessageKind.TEXT),
    "the end of it": (sms(Body="I want to end it"), "I want to end it", MessageKind.TEXT),
}
"""Name: the fields, the words that are kept, the kind."""

LEFT_ALONE: dict[str, dict[str, str]] = {
    "a firm's name": sms(From="HMRC"),
    "a short code": sms(From="60777"),
    "WhatsApp": sms(From="whatsapp:+447700900123"),
    "a number without its plus": sms(From="447700900123"),
}

REFUSED: dict[str, tuple[dict[str, str], int, str]] = {
    "nothing at all": ({}, 403, "AccountSid is not ours"),
    "another account": (sms(AccountSid="AC" + "9" * 32), 403, "AccountSid is not ours"),
    "no MessageSid": (without(sms(), "MessageSid"), 400, "MessageSid is missing or malformed"),
    "a bad MessageSid": (sms(MessageSid="SM1'; --"), 400, "MessageSid is missing or malformed"),
    "no From": (without(sms(), "From"), 400, "From is missing"),
    "too many fields": (sms(**{f"Extra{n}": "" for n in range(300)}), 400, "the body is not a form in UTF-8"),
    "a megabyte": (sms(Body="a" * 1_000_000), 413, "the request is too large"),
}
"""Signed by Twilio's token, and refused all the same."""

BROKEN: dict[str, tuple[bytes, int]] = {
    "an empty body": (b"", 403),
    "raw bytes": (b"\xff\xfe\x00\x01", 400),
    "Latin-1": (b"Body=caf%E9&From=%2B447700900123", 400),
    "a lone surrogate": (b"Body=%ED%A0%80", 400),
    "UTF-16": ("Body=hi".encode("utf-16"), 400),
    "JSON": (b'{"Body": "hi"}', 403),
    "a truncated form": (b"Body=my+landlord+cha", 403),
    "half an escape": (b"Body=%E2%82", 400),
}
"""Raw bodies under some signature: the status they get."""
