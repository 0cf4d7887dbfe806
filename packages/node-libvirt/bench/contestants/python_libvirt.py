"""Python's libvirt, as one side of the comparison. Usage: python3 python_libvirt.py TEST_URI

Speaks as serve.mjs does: a task a line of JSON, and how long it took in answer.
"""

import json
import sys
import time

import libvirt

connection = libvirt.open(sys.argv[1])
first = connection.lookupByName("d0")


CALLS = {"domainGetInfo": first.info, "connectGetHostname": connection.getHostname}


def serial(calls, name):
    call = CALLS[name]
    for _ in range(calls):
        call()


def xml(domains):
    found = [domain.XMLDesc() for domain in connection.listAllDomains()]
    if len(found) != domains:
        raise RuntimeError(f"{len(found)} domains instead of {domains}")


TASKS = {"serial": serial, "xml": xml}

for line in sys.stdin:
    details = json.loads(line)
    try:
        task = TASKS[details.pop("task")]
        started = time.perf_counter()
        task(**details)
        answer = {"ms": (time.perf_counter() - started) * 1000}
    except Exception as error:
        answer = {"error": str(error)}
    print(json.dumps(answer), flush=True)
