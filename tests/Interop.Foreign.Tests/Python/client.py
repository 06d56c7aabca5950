"""zeep calls the hub: client.py WSDL VERSION USER KEY CALLS; prints what became of each call as JSON."""
import base64
import datetime
import json
import sys

import requests
import zeep
import zeep.cache
from lxml import etree
from zeep.helpers import serialize_object

wsdl, version, user, key, calls = sys.argv[1:]
TIMES = {"occurredAt", "startedAt", "dueAt", "issuedAt", "deadline"}
DATES = {"promulgatedOn"}
ENVELOPES = {"1.1": "http://schemas.xmlsoap.org/soap/envelope/", "1.2": "http://www.w3.org/2003/05/soap-envelope"}


def native(name, value):
    """JSON as zeep's users write it: datetimes, bytes, Nil."""
    if value is None:
        return zeep.xsd.Nil
    if name in TIMES:
        return datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
    if name in DATES:
        return datetime.date.fromisoformat(value)
    if name == "data":
        return b"x" * value if isinstance(value, int) else base64.b64decode(value)
    if name == "attribute":
        return [{"_value_1": each["value"], "name": each["name"]} for each in value]
    if isinstance(value, dict):
        return {child: native(child, each) for child, each in value.items()}
    if isinstance(value, list):
        return [native(None, each) for each in value]
    return value


def plain(value):
    if isinstance(value, bytes):
        return value.decode()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def fault_of(client, fault):
    detail = fault.detail[0] if fault.detail is not None and len(fault.detail) else None
    told = None if detail is None else client.get_element(detail.tag).parse(detail, client.wsdl.types)
    return {
        "code": fault.code,
        "subcodes": [str(each) for each in fault.subcodes or []],
        "text": fault.message,
        "detail": None if told is None else serialize_object(told, dict),
    }


def call(each):
    session = requests.Session()
    session.trust_env = False
    by = each.get("by", "basic")
    if by == "key":
        session.headers["X-Api-Key"] = key
    else:
        session.auth = (user.encode(), (key if by == "basic" else "wrong").encode())
    client = zeep.Client(wsdl, port_name=service + "Soap" + version.replace(".", ""), transport=zeep.Transport(session=session, cache=cache))
    headers = []
    if "header" in each:
        header = etree.Element("{urn:la}GiaoDich")
        header.text = "GD-1"
        if each["header"]:
            header.set("{%s}mustUnderstand" % ENVELOPES[version], "1")
        headers = [header]
    try:
        answer = client.service[each["operation"]](_soapheaders=headers, **native(None, each["arguments"]))
        return {"answer": serialize_object(answer, dict)}
    except zeep.exceptions.Fault as fault:
        return {"fault": fault_of(client, fault)}
    except Exception as other:
        return {"other": f"{type(other).__name__}: {other}"}


cache = zeep.cache.InMemoryCache()
client = zeep.Client(wsdl, transport=zeep.Transport(cache=cache))
(service,) = client.wsdl.services
ports = {name: sorted(port.binding._operations) for each in client.wsdl.services.values() for name, port in each.ports.items()}
with open(calls, encoding="utf-8") as file:
    outcomes = {each["name"]: call(each) for each in json.load(file)}
json.dump({"stack": f"zeep {zeep.__version__}", "ports": ports, "calls": outcomes}, sys.stdout, default=plain)
