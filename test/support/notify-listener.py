# Plays the part of systemd for a service of Type=notify with a watchdog: prints each message that arrives, one JSON line
# each, and "timeout" when the watchdog's time has passed since the last message that counts.
# Usage: notify-listener.py SOCKET WATCHDOG_SECONDS [URL]. URL: what READY=1 promises; its status is printed with the message.
import json
import socket
import sys
import time
import urllib.error
import urllib.request


def status_of(url):
    # No proxy of the host is between the test and its server.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        return opener.open(url, timeout=10).status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError as error:
        return str(error)


def tell(**line):
    print(json.dumps(line), flush=True)


path, seconds, url = sys.argv[1], float(sys.argv[2]), (sys.argv[3:] or [None])[0]
listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
listener.bind(path)
tell(listening=True)
deadline = None
while True:
    listener.settimeout(None if deadline is None else max(0.001, deadline - time.monotonic()))
    try:
        # The descriptor of a barrier (sd_notify_barrier) is closed here, which is its answer.
        message = listener.recv(4096).decode()
    except socket.timeout:
        deadline = None
        tell(timeout=True)
        continue
    if message == 'BARRIER=1':
        continue
    lines = message.split('\n')
    if 'READY=1' in lines or 'WATCHDOG=1' in lines:
        deadline = time.monotonic() + seconds
    tell(lines=lines, status=status_of(url) if url and 'READY=1' in lines else None)
