"""zeep calls a hub that knows it by its messages: secured.py WSDL VERSION USER PASSWORD CERTIFICATE KEY HUBS; prints what
became of each way as JSON. HUBS is the certificate by which the hub signs."""
import datetime
import json
import sys

import requests
import xmlsec
import zeep
from zeep.exceptions import Fault
from zeep.wsse.signature import BinarySignature, verify_envelope
from zeep.wsse.username import UsernameToken
from zeep.wsse.utils import WSU

wsdl, version, user, password, certificate, key, hubs = sys.argv[1:]
session = requests.Session()
session.trust_env = False


def timestamp():
    now = datetime.datetime.now(datetime.timezone.utc)
    element = WSU.Timestamp()
    element.append(WSU.Created(now.strftime("%Y-%m-%dT%H:%M:%SZ")))
    element.append(WSU.Expires((now + datetime.timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M:%SZ")))
    return element


class Signed(BinarySignature):
    """As its users write it where the other side signs by a key of its own."""

    def verify(self, envelope):
        verify_envelope(envelope, hubs)
        return envelope


sha256 = {"signature_method": xmlsec.Transform.RSA_SHA256, "digest_method": xmlsec.Transform.SHA256}
ways = {
    "text": UsernameToken(user, password),
    "digest": UsernameToken(user, password, use_digest=True, timestamp_token=timestamp()),
    "wrong": UsernameToken(user, "sai", use_digest=True),
    "signature": Signed(key, certificate, **sha256),
}
outcomes = {}
for way, wsse in ways.items():
    client = zeep.Client(wsdl, wsse=wsse, port_name="DossierExchangeSoap" + version.replace(".", ""), transport=zeep.Transport(session=session))
    try:
        answer = client.service.Progress(
            packetId=f"{way}-{version}", dossierNumber="000.00.18.H40-240603-0001",
            occurredAt=datetime.datetime(2024, 6, 3, 10, tzinfo=datetime.timezone.utc), statusCode=4, content="Đang xử lý")
        outcomes[way] = {"answer": answer.receiptId}
    except Fault as fault:
        outcomes[way] = {"fault": fault.code, "subcodes": [each.localname if hasattr(each, "localname") else str(each) for each in fault.subcodes or []], "text": fault.message}
print(json.dumps(outcomes))
