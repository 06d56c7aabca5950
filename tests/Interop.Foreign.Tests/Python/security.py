"""zeep with WS-Security: security.py send WSDL CERTIFICATE KEY USER PASSWORD prints the envelopes that it would send, as JSON;
security.py verify ENVELOPE CERTIFICATE says whether it takes one of ours."""
import base64
import datetime
import json
import sys

import xmlsec
import zeep
from lxml import etree
from zeep.wsse.signature import BinarySignature, Signature, verify_envelope
from zeep.wsse.username import UsernameToken
from zeep.wsse.utils import WSU


class Sent(Exception):
    pass


class Recorder(zeep.Transport):
    def post(self, address, message, headers):
        raise Sent(message)


def timestamp():
    now = datetime.datetime.now(datetime.timezone.utc)
    element = WSU.Timestamp()
    element.append(WSU.Created(now.strftime("%Y-%m-%dT%H:%M:%SZ")))
    element.append(WSU.Expires((now + datetime.timedelta(minutes=10)).strftime("%Y-%m-%dT%H:%M:%SZ")))
    return element


def send(wsdl, certificate, key, user, password):
    sha256 = {"signature_method": xmlsec.Transform.RSA_SHA256, "digest_method": xmlsec.Transform.SHA256}
    ways = {
        "text": UsernameToken(user, password),
        "text with timestamp": UsernameToken(user, password, timestamp_token=timestamp()),
        "digest": UsernameToken(user, password, use_digest=True),
        "binary token": BinarySignature(key, certificate, **sha256),
        "binary token with timestamp": [UsernameToken(user, password, use_digest=True, timestamp_token=timestamp()), BinarySignature(key, certificate, **sha256)],
        "certificate in the reference": Signature(key, certificate, **sha256),
        "SHA-1": BinarySignature(key, certificate),
    }
    sent = {}
    for name, wsse in ways.items():
        client = zeep.Client(wsdl, wsse=wsse, transport=Recorder(cache=None))
        try:
            client.service.DangKyKhaiSinh(
                maHoSo="D-1", hoTen="Nguyễn Thị <Mẫu> & con", ngaySinh=datetime.date(2024, 5, 30),
                thoiDiemNop=datetime.datetime(2024, 6, 3, 10, tzinfo=datetime.timezone.utc), lePhi=15000)
        except Sent as message:
            sent[name] = base64.b64encode(message.args[0]).decode()
    print(json.dumps(sent))


def verify(envelope, certificate):
    verify_envelope(etree.parse(envelope).getroot(), certificate)
    print("verified")


{"send": send, "verify": verify}[sys.argv[1]](*sys.argv[2:])
